"""The questionnaire: by a personal link without an account, or by signing in. The pages are the same.

Opening a page changes nothing, so a mail scanner that follows the link spends nothing; only a post does.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import View

from evaluations.actions import answering
from evaluations.actions.sending import PURPOSE
from evaluations.forms import PageForm
from evaluations.models import Response
from evaluations.questionnaire import Questionnaire
from kmtp.audit import Refused
from kmtp.mail import links
from kmtp.mail.personal import OnPersonalLink
from kmtp.partnership.models import Person

RESPONSES = Response.objects.select_related(
    "link",
    "evaluation__placement__team",
    "evaluation__placement__council",
    "evaluation__placement__educator",
    "evaluation__placement__student__programme",
)
OVER = "The time to answer is over. Ask your coordinator if you still want to say something."


class Answering(View):
    """What the pages share: the response, the way through it, and where its other pages are."""

    template_name: str
    response: Response
    questionnaire: Questionnaire

    def find(self, request: HttpRequest, **kwargs: Any) -> Response:
        """Return the response that this person gives; refuse whoever may not."""
        raise NotImplementedError

    def address(self, page: str = "start", *args: str) -> str:
        """Return the address of another page of the same questionnaire."""
        raise NotImplementedError

    @property
    def by(self) -> Person | None:
        """Who answers, for the trail; nobody is signed in on a personal link."""
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page, or say in a sentence why there is none."""
        try:
            self.response = self.find(request, **kwargs)
            self.questionnaire = Questionnaire(self.response)
            return self.answered() or super().dispatch(request, *args, **kwargs)
        except Refused as refused:
            return self.refused(refused)

    def answered(self) -> HttpResponse | None:
        """Return the page that says the answers came in, or refuse when the time is over."""
        if self.response.submitted_at:
            return self.show("evaluations/received.html", status=200 if self.request.method == "GET" else 409)
        if not self.response.evaluation.is_open_on(localdate()):
            raise Refused(OVER, status=links.GONE)
        return None

    def refused(self, refused: Refused) -> HttpResponse:
        """Show a refusal's sentence; answers that came in meanwhile are good news, not a mistake."""
        response = getattr(self, "response", None)
        if response is not None:
            response.refresh_from_db(fields=["submitted_at"])
            if response.submitted_at:
                return self.show("evaluations/received.html", status=409)
        words = {"sentence": str(refused), "heading": "This link cannot be used"}
        return render(self.request, "evaluations/link_problem.html", words, status=refused.status)

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Render a page of the questionnaire."""
        evaluation = self.response.evaluation
        common = {
            "questionnaire": self.questionnaire,
            "evaluation": evaluation,
            "placement": evaluation.placement,
            "response": self.response,
            "is_student": self.response.audience == "student",
            "by_link": self.by is None,
            "start_url": self.address(),
            "check_url": self.address("check"),
        }
        return render(self.request, template, common | context, status=status)


class ByLink(OnPersonalLink, Answering):
    """Reached by the link in a letter."""

    def find(self, request: HttpRequest, **kwargs: Any) -> Response:
        """Return the response that the link is for."""
        link = links.find(kwargs["token"], purpose=PURPOSE)
        response = RESPONSES.filter(link=link).first()
        if response is None:
            raise Refused("This link is not one of ours. Copy the whole link from the e-mail.", status=404)
        return response

    def address(self, page: str = "start", *args: str) -> str:
        """Return an address with the token in it."""
        name = {"start": "answer", "page": "answer_page", "check": "answer_check", "thanks": "answer_thanks"}
        return reverse(f"evaluations:{name[page]}", args=[self.kwargs["token"], *args])


class BySignIn(Answering):
    """Reached from the list of a practice educator who is signed in."""

    @property
    def by(self) -> Person | None:
        """The person who is signed in."""
        person: Person = self.request.user  # type: ignore[assignment]
        return person

    def find(self, request: HttpRequest, **kwargs: Any) -> Response:
        """Return the educator's own response; anybody else's does not exist."""
        if not request.user.has_perm("evaluations.answer_evaluation"):
            raise PermissionDenied
        return get_object_or_404(RESPONSES.visible_to(request.user), pk=kwargs["pk"])

    def address(self, page: str = "start", *args: str) -> str:
        """Return an address with the response's number in it."""
        name = {"start": "own", "page": "own_page", "check": "own_check", "thanks": "own_thanks"}
        return reverse(f"evaluations:{name[page]}", args=[self.kwargs["pk"], *args])


class Start(Answering):
    """What is asked, how long it takes, who reads it; and how far one has come."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the way ahead; opening it changes nothing."""
        ahead = self.questionnaire.resume_at
        next_url = self.address("page", ahead) if ahead else self.address("check")
        pages = [
            (group.title(self.questionnaire.audience), self._done(keys), self.address("page", group.key))
            for group, keys in self.questionnaire.pages
        ]
        return self.show("evaluations/start.html", heading=self.heading, next_url=next_url, pages=pages)

    @property
    def heading(self) -> str:
        """The title for this side."""
        student = self.response.audience == "student"
        return "Tell us about your placement" if student else "Tell us about your student's placement"

    def _done(self, questions: list[Any]) -> int:
        return sum(question.key in self.questionnaire.answers for question in questions)


class Page(Answering):
    """The questions of one group."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the questions with what was said before."""
        return self._show(self._form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save what was said and go on; a mistake keeps everything typed."""
        form = self._form(request.POST)
        if not form.is_valid():
            return self._show(form)
        after = answering.save(
            response=self.response,
            questions=form.questions,
            values=form.values,
            by=self.by,
            today=localdate(),
        )
        return redirect(self._next(form, after))

    def _form(self, data: Any = None) -> PageForm:
        questions, answers = self._page()[1], self.questionnaire.answers
        return PageForm(data, questions=questions, audience=self.response.audience, answers=answers)

    def _page(self) -> Any:
        page = self.questionnaire.page(self.kwargs["group"])
        if page is None:
            raise Http404
        return page

    def _next(self, form: PageForm, after: Questionnaire) -> str:
        """Where saving leads: out, to a question that the answers just led to, back to the check, or ahead."""
        key = self.kwargs["group"]
        page = after.page(key)
        fresh = [one for one in (page[1] if page else ()) if one not in form.questions]
        if "later" in self.request.POST:
            messages.success(self.request, "Your answers so far are saved. You can go on whenever you like.")
            return self.address()
        if fresh:
            messages.info(self.request, "Saved. Your answer leads to one more question on this page.")
            return self.address("page", key) + self._back() + f"#div_id_{fresh[0].key.replace('.', '-')}"
        ahead = "" if self._back() else after.neighbour(key, 1)
        return self.address("page", ahead) if ahead else self.address("check")

    def _back(self) -> str:
        return "?back=check" if self.request.GET.get("back") == "check" else ""

    def _show(self, form: PageForm) -> HttpResponse:
        group = self._page()[0]
        return self.show(
            "evaluations/page.html",
            form=form,
            heading=group.title(self.response.audience),
            place=self.questionnaire.place_of(group.key),
            places=len(self.questionnaire.pages),
            back_url=self._before(group.key),
        )

    def _before(self, key: str) -> str:
        """Where "Back" leads: to the check one came from, the page before, or the start."""
        before = self.questionnaire.neighbour(key, -1)
        if self._back():
            return self.address("check")
        return self.address("page", before) if before else self.address()


class Check(Answering):
    """Everything that was said, to read once more before it is sent."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the answers."""
        return self._show()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Send the answers, once."""
        if self.questionnaire.missing:
            return self._show(has_errors=True)
        answering.submit(response=self.response, by=self.by, today=localdate())
        return redirect(self.address("thanks"))

    def _show(self, has_errors: bool = False) -> HttpResponse:
        audience, answers = self.response.audience, self.questionnaire.answers
        chapters = [
            (
                group.title(audience),
                self.address("page", group.key) + "?back=check",
                [(one, one.words(audience), one.in_words(answers.get(one.key))) for one in questions],
            )
            for group, questions in self.questionnaire.pages
        ]
        return self.show(
            "evaluations/check.html",
            heading="Check your answers",
            chapters=chapters,
            missing=[(one.words(audience), self._address_of(one)) for one in self.questionnaire.missing],
            has_errors=has_errors,
        )

    def _address_of(self, question: Any) -> str:
        anchor = f"#div_id_{question.key.replace('.', '-')}"
        return self.address("page", question.group) + "?back=check" + anchor


class Thanks(Answering):
    """What happens next."""

    def answered(self) -> HttpResponse | None:
        """Show this page only to those whose answers came in."""
        return None if self.response.submitted_at else redirect(self.address())

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Say thank you, and what happens next."""
        return self.show("evaluations/thanks.html", heading="Thank you: your answers are in")


class LinkStart(ByLink, Start):
    """The first page, by link."""


class LinkPage(ByLink, Page):
    """A page of questions, by link."""


class LinkCheck(ByLink, Check):
    """The answers to check, by link."""


class LinkThanks(ByLink, Thanks):
    """The last page, by link."""


class OwnStart(BySignIn, Start):
    """The first page, signed in."""


class OwnPage(BySignIn, Page):
    """A page of questions, signed in."""


class OwnCheck(BySignIn, Check):
    """The answers to check, signed in."""


class OwnThanks(BySignIn, Thanks):
    """The last page, signed in."""
