"""States of the pages of imports of students."""

from django.utils.timezone import localdate

from kmtp.partnership.models import Organisation, Person
from placements.actions import imports
from placements.models import Programme, Student, StudentImport

HEAD = "Reference,Programme,Postcode,Name,E-mail,Council,Kind,Start date,End date\n"
NEW = (
    "{reference},{programme},ME4,Imani New,imani@students.example,Kent,First placement,27/9/2027,31/3/2028\n"
)


def lists(programme: Programme, known: Student) -> dict[str, str]:
    """Return a file for each state."""
    new = NEW.format(reference="IMPORT-1", programme=programme.name)
    changed = f"{known.reference},,CT20,,,Kent,Final placement,27/9/2027,31/7/2028\n"
    wrong = "IMPORT-2,No such programme,half,Imani,no address,Surrey,Third,31/2/2027,\n"
    return {
        "a list of students": HEAD + new + changed,
        "a list of students: problems": HEAD + new + wrong,
        "a list of students: columns": f"Ref,Colour\n{known.reference},red\n",
        "a list of students: nothing new": f"Reference\n{known.reference}\n",
        "a list of students: applied": f"Reference,Programme\nIMPORT-3,{programme.name}\n",
        "a list of students: put away": f"Reference,Programme\nIMPORT-4,{programme.name}\n",
    }


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Make what is missing; return an address for each state, by who opens it."""
    by, university = Person.objects.get(email="partner@cccu.example"), Organisation.objects.get(slug="cccu")
    programme = Programme.objects.filter(university=university)[0]
    known = Student.objects.filter(programme=programme)[0]
    made = {name: sent(university, by, name, text) for name, text in lists(programme, known).items()}
    imports.apply(found=made["a list of students: applied"], by=by, today=localdate())
    imports.put_away(found=made["a list of students: put away"], by=by)
    pages = {name: f"/placements/students/import/{one.pk}/" for name, one in made.items()}
    unchanged, applied = pages["a list of students"], pages["a list of students: applied"]
    return {
        "partner": pages
        | {
            "a list of students: its columns": f"{pages['a list of students: columns']}columns/",
            "a list of students: apply": f"{unchanged}apply/",
            "a list of students: undo": f"{applied}undo/",
        }
    }


def sent(university: Organisation, by: Person, name: str, text: str) -> StudentImport:
    """Upload a list of the university’s own."""
    file = imports.Upload.of(f"{name.replace(': ', ' ')}.csv", text.encode(), is_of_university=True)
    return imports.upload(sender=university, university=university, file=file, by=by, today=localdate())
