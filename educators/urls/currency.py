"""Addresses of currency."""

from django.urls import path

from educators.views import activities, cpd, currency, policy, registration, return_plans

urlpatterns = [
    path("currency/", currency.WhoLapses.as_view(), name="currency"),
    path("currency/activities/", activities.Activities.as_view(), name="activities"),
    path("currency/plans/", return_plans.ReturnPlans.as_view(), name="return_plans"),
    path("<int:pk>/return-plan/", return_plans.AgreeReturnPlan.as_view(), name="return_plan_add"),
    path(
        "currency/plans/<int:pk>/change/", return_plans.ChangeReturnPlan.as_view(), name="return_plan_change"
    ),
    path(
        "currency/plans/<int:pk>/complete/",
        return_plans.CompleteReturnPlan.as_view(),
        name="return_plan_complete",
    ),
    path("currency/plans/<int:pk>/end/", return_plans.EndReturnPlan.as_view(), name="return_plan_end"),
    path("<int:pk>/cpd/", cpd.RecordCpd.as_view(), name="cpd_add"),
    path("cpd/<int:pk>/change/", cpd.ChangeCpd.as_view(), name="cpd_change"),
    path("mine/cpd/", cpd.RecordOwnCpd.as_view(), name="mine_cpd"),
    path("mine/cpd/<int:pk>/change/", cpd.ChangeOwnCpd.as_view(), name="mine_cpd_change"),
    path("policy/", policy.Policies.as_view(), name="policy"),
    path("policy/add/", policy.AddPolicy.as_view(), name="policy_add"),
    path("policy/<int:pk>/change/", policy.ChangePolicy.as_view(), name="policy_change"),
    path("registration/", registration.RegistrationChecks.as_view(), name="registration"),
    path("registration/checked/", registration.CheckedToday.as_view(), name="registration_checked"),
]
