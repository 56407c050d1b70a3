"""A page that is still to be built. To be deleted before this lands."""

from typing import Any

from django.views.generic import TemplateView

from kmtp.ui.views import Closed


class Stub(Closed, TemplateView):
    """Nothing yet."""

    template_name = "base.html"
    permission: Any = None
