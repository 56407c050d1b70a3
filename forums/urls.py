"""Addresses of the forums room."""

from django.urls import path

from forums.views import bookings, forums, invitation

app_name = "forums"
urlpatterns = [
    path("", forums.ForumList.as_view(), name="list"),
    path("create/", forums.CreateForum.as_view(), name="create"),
    path("<int:pk>/", forums.ForumDetail.as_view(), name="detail"),
    path("<int:pk>/change/", forums.ChangeForum.as_view(), name="change"),
    path("<int:pk>/programme/", forums.ChangeProgramme.as_view(), name="programme"),
    path("<int:pk>/announce/", forums.AnnounceForum.as_view(), name="announce"),
    path("<int:pk>/cancel/", forums.CancelForum.as_view(), name="cancel"),
    path("<int:pk>/calendar/", forums.ForumCalendar.as_view(), name="calendar"),
    path("<int:pk>/book/", bookings.BookPlace.as_view(), name="book"),
    path("<int:pk>/give-up/", bookings.GiveUpPlace.as_view(), name="give_up"),
    path("<int:pk>/book-for/", bookings.BookFor.as_view(), name="book_for"),
    path("<int:pk>/register/", bookings.TakeRegister.as_view(), name="register"),
    path("bookings/<int:pk>/cancel/", bookings.CancelBooking.as_view(), name="cancel_booking"),
    path("invitation/<str:token>/", invitation.OpenInvitation.as_view(), name="invitation"),
]
