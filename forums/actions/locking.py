"""The one lock that keeps a forum's places true: whoever changes them holds the forum's row first."""

from forums.models import Forum


def locked(forum: Forum) -> Forum:
    """Return the forum as it stands now, held until the transaction ends.

    Its key stays free, so that a row that points to the forum (a reminder) can be written meanwhile.
    """
    return (
        Forum.objects.select_for_update(of=("self",), no_key=True).select_related("council").get(pk=forum.pk)
    )
