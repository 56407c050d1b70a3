"""Is it alive, and is it ready? For load balancers and the people on call."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from redis import RedisError

from kmtp.partnership.models import Heartbeat

SILENCE = timedelta(minutes=2)


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else is asked, so that a restart is never caused by a neighbour."""
    return HttpResponse("alive", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say of each part whether it is there: 200 when all are, 503 when one is missing."""
    parts = {name: answers(check) for name, check in CHECKS.items()}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def answers(check: Callable[[], bool]) -> bool:
    """Return what the check says; a part that cannot be reached is not there."""
    try:
        return check()
    except (DatabaseError, RedisError, OSError):
        return False


def database() -> bool:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def broker() -> bool:
    """The queue's server answers."""
    cache.get("readyz")
    return True


def worker() -> bool:
    """Beat asked for a sign of life and a worker gave it in the last two minutes."""
    return Heartbeat.objects.filter(part="worker", beat_at__gt=timezone.now() - SILENCE).exists()


def migrations() -> bool:
    """No migration waits."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


CHECKS = {"database": database, "broker": broker, "worker_and_beat": worker, "migrations": migrations}
