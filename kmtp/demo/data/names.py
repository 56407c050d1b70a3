"""Names for invented people."""

FIRST = tuple(
    "Aisha Adam Amara Anita Beth Ben Bola Carys Chidi Chloe Clare Daniel Deborah Dev Ebele Ella Esther Farah Fergus "
    "Florence Gareth Grace Gurpreet Hannah Harriet Hassan Helen Imani Ian Ife Jack Jamila Jane Joanna Jordan Kamal "
    "Karen Kate Kemi Laura Leila Liam Louise Lucy Maggie Malik Maria Martin Megan Mina Mohammed Nadia Naomi Neil "
    "Niamh Olivia Omar Paula Peter Priya Rachel Ravi Rebecca Rosie Ruth Sadia Sally Samira Sarah Sean Shanice Simon "
    "Sofia Stephen Sunita Tariq Temi Tess Theo Thomas Uma Victor Wendy Yasmin Yusuf Zainab Zoe".split()
)
LAST = tuple(
    "Abbott Adeyemi Ahmed Akhtar Allen Bailey Banerjee Barker Begum Bennett Blake Boateng Bradley Brooks Burton "
    "Campbell Carter Chapman Clarke Cole Collins Cooper Costa Davies Dhillon Doherty Douglas Edwards Ellis Evans "
    "Farrell Fisher Fletcher Foster Francis Gibson Gill Goodwin Grant Green Hall Hamilton Harper Harris Hart Hayes "
    "Henderson Holmes Hughes Hussain Iqbal Jackson James Jenkins Johnson Jones Joseph Kaur Kelly Khan King Knight "
    "Kumar Lambert Lawson Lewis Lloyd Mahmood Marsh Martin Mason Mensah Miller Mistry Moore Morgan Murphy Nash "
    "Newman Nwosu Obi Okafor Oliver Osman Owen Palmer Parker Patel Payne Pearson Perry Phillips Porter Powell Price "
    "Rahman Reid Reynolds Richards Roberts Robinson Rogers Russell Saunders Scott Shah Sharma Shaw Simpson Singh "
    "Smith Spencer Stevens Stewart Stone Taylor Thomas Thompson Turner Walker Walsh Ward Watson Webb West White "
    "Williams Wilson Wood Wright Young".split()
)
NEEDS = (
    "Statutory work with families: assessments, court reports and visits.",
    "Working with adults who may lack capacity; safeguarding enquiries.",
    "Direct work with children; life story work.",
    "Multi-agency work and hospital discharge.",
    "Working with young people who are leaving care.",
    "Mental health assessment and recovery-oriented practice.",
    "Anti-racist and anti-discriminatory practice in a busy team.",
)
POSTS = ("Social worker", "Senior social worker", "Advanced practitioner", "Senior practitioner")
MANAGERS = ("Team manager", "Practice manager", "Assistant team manager")
