"""Reads what is served as its readers do: pages with their forms, files with what is in them."""

import io
import subprocess
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponseBase

XLSX = "application/vnd.openxmlformats"
PDF = "application/pdf"


def body(response: HttpResponseBase) -> bytes:
    """Return the bytes that were served."""
    if response.streaming:
        return b"".join(response)
    return response.content


def words(response: HttpResponseBase) -> str:
    """Return all text of an answer in lower case: its address, its head, and files with what is zipped in them."""
    served = body(response)
    if response.headers.get("Content-Type", "").startswith(XLSX):
        with zipfile.ZipFile(io.BytesIO(served)) as book:
            served = b"\n".join(book.read(name) for name in book.namelist())
    if response.headers.get("Content-Type", "") == PDF:
        served += printed(served)
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{head}\n{served.decode('utf-8', 'replace')}".lower()


def printed(pdf: bytes) -> bytes:
    """Return what stands on the pages of a PDF, as a person reads it; nothing of a file that is none."""
    return subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=False).stdout


def is_page(response: HttpResponseBase) -> bool:
    """Say whether a browser shows it as a page."""
    return response.headers.get("Content-Type", "").startswith("text/html")


@dataclass
class Form:
    """A form as a browser would send it when nothing is changed."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def put(self, name: str, value: str | None) -> None:
        """Note a control, and its value when it would be sent."""
        self.names.add(name)
        if value is not None:
            self.values.setdefault(name, []).append(value)


class Page(HTMLParser):
    """A page: its forms, its links, and what the content security policy would stop."""

    def __init__(self, response: HttpResponseBase) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.offences: list[str] = []
        self.meta: dict[str, str] = {}
        self._select: str | None = None
        self._textarea: str | None = None
        self._text = ""
        self._inline = ""
        self.feed(body(response).decode())

    @property
    def sent(self) -> list[Form]:
        """The forms of the page's own content that are posted; the one that signs out stands on every page."""
        return [one for one in self.forms if one.method == "post" and "/accounts/logout/" not in one.action]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read one element."""
        facts = {name: value or "" for name, value in attrs}
        self._look_for_offences(tag, facts)
        if tag == "form":
            self.forms.append(Form(facts.get("action", ""), facts.get("method", "get").lower()))
        elif tag == "a" and "href" in facts:
            self.links.append(facts["href"])
        elif tag == "meta" and "name" in facts:
            self.meta[facts["name"]] = facts.get("content", "")
        elif self.forms:
            self._read_control(tag, facts, dict(attrs))

    def _look_for_offences(self, tag: str, facts: dict[str, str]) -> None:
        self.offences += [f"<{tag} {name}>" for name in facts if name == "style" or name.startswith("on")]
        if tag == "style":
            self.offences.append("<style>")
        is_data = facts.get("type", "").endswith("json")
        self._inline = tag if tag == "script" and "src" not in facts and not is_data else ""
        targets = (facts.get(name, "") for name in ("href", "src", "action", "formaction"))
        self.offences += [f"<{tag}> {to}" for to in targets if to.lower().startswith("javascript:")]

    def _read_control(self, tag: str, facts: dict[str, str], raw: dict[str, Any]) -> None:
        form, name = self.forms[-1], facts.get("name", "")
        if tag == "input" and name:
            self._read_input(form, name, facts)
        elif tag == "select":
            self._select = name
            form.names.add(name)
        elif tag == "option" and self._select and "selected" in raw:
            form.put(self._select, facts.get("value", ""))
        elif tag == "textarea":
            self._textarea, self._text = name, ""

    def _read_input(self, form: Form, name: str, facts: dict[str, str]) -> None:
        kind = facts.get("type", "text")
        if kind in ("checkbox", "radio"):
            form.put(name, facts.get("value", "on") if "checked" in facts else None)
        elif kind in ("submit", "file", "button"):
            form.put(name, None)
        else:
            form.put(name, facts.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """Close what was open."""
        if tag == "select":
            self._select = None
        elif tag == "textarea" and self._textarea:
            self.forms[-1].put(self._textarea, self._text.removeprefix("\n"))
            self._textarea = None
        elif tag == "script":
            self._inline = ""

    def handle_data(self, data: str) -> None:
        """Keep the text of a text area; text inside a script is an offence."""
        self._text += data if self._textarea else ""
        if self._inline and data.strip():
            self.offences.append(f"inline script: {data.strip()[:40]}")
