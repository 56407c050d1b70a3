"""Alive says nothing of the neighbours; ready says it of each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kmtp import health
from kmtp.partnership.models import Heartbeat
from kmtp.partnership.tasks import heartbeat

pytestmark = pytest.mark.django_db


def test_alive_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_ready_when_every_part_is_there(client):
    heartbeat()
    answer = client.get("/readyz")
    parts = {"database": True, "broker": True, "worker_and_beat": True, "migrations": True}
    assert (answer.status_code, answer.json()) == (200, parts)


def test_not_ready_when_worker_and_beat_are_silent(client):
    heartbeat()
    Heartbeat.objects.update(beat_at=timezone.now() - health.SILENCE - timedelta(seconds=1))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["worker_and_beat"]) == (503, False)


def test_not_ready_when_the_broker_is_gone(client, settings):
    heartbeat()
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["broker"]) == (503, False)
