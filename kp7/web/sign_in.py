"""Signing in and out, and choosing a password."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from kp7.organizations import actions, queries
from kp7.organizations.actions import SlowedDown
from kp7.refusal import Refusal
from kp7.web import saved_forms, sessions
from kp7.web.access import public, with_one_time_password
from kp7.web.forms import PasswordChange, SignIn
from kp7.web.refusing import WRONG_FORM
from kp7.web.request import OfficerRequest

UNAUTHORIZED = 401


@public
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Show the sign-in page, or sign in: เข้าสู่ระบบ."""
    if request.method != "POST":
        return sign_in_page(request, SignIn(), 200)
    form = SignIn(request.POST)
    if not form.is_valid():
        return sign_in_page(request, form, WRONG_FORM)
    try:
        post = actions.sign_in(
            username=form.cleaned_data["username"],
            password=form.cleaned_data["password"],
            address=address_of(request),
        )
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        response = sign_in_page(request, form, refusal.status)
        if isinstance(refusal, SlowedDown):
            response["Retry-After"] = str(refusal.retry_after)
        return response
    signed_in = queries.signed_in(post.id)
    # The form token stays as it is: text left in another tab can still be sent after signing in.
    sessions.begin(
        request.session,
        post_id=post.id,
        holding_id=signed_in.holding_id,
        auth_hash=signed_in.auth_hash,
    )
    request.session[saved_forms.SESSION_FLAG] = saved_forms.exist_for(
        post_id=post.id, holding_id=signed_in.holding_id
    )
    return redirect(local_path(request.POST.get("next", "")))


def sign_in_page(request: HttpRequest, form: SignIn, status: int) -> HttpResponse:
    """Show the form; the password is never sent back."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    context = {"title": "เข้าสู่ระบบ", "form": form, "next": wanted, "demo": settings.DEMO}
    return render(request, "sign_in/login.html", context, status=status)


def address_of(request: HttpRequest) -> str:
    """Return where a visitor comes from; a header that anybody can send is not believed.

    Behind proxies of ours (KP7_TRUSTED_PROXIES) it is the last address that none of them has.
    """
    address: str = request.META["REMOTE_ADDR"]
    handed_on = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
    while address in settings.TRUSTED_PROXIES and handed_on and handed_on[-1]:
        address = handed_on.pop()
    return address


def local_path(wanted: str) -> str:
    """Return the wanted address if it is a path of ours, else the start page."""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else "/"


@public
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out: ออกจากระบบ."""
    request.session.flush()
    return redirect("login")


@with_one_time_password
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: OfficerRequest) -> HttpResponse:
    """Show the form for a new password, or take one."""
    if request.method != "POST":
        return password_page(request, PasswordChange(), 200)
    form = PasswordChange(request.POST)
    if not form.is_valid():
        return password_page(request, form, WRONG_FORM)
    try:
        actions.change_password(
            by=request.actor,
            old=form.cleaned_data["old_password"],
            new=form.cleaned_data["new_password"],
        )
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return password_page(request, form, refusal.status)
    post_id = sessions.holder_of(request.session).post_id
    sessions.renew(request.session, auth_hash=queries.signed_in(post_id).auth_hash)
    return redirect("home")


def password_page(request: OfficerRequest, form: PasswordChange, status: int) -> HttpResponse:
    """Show the form for a new password."""
    context = {"title": "เปลี่ยนรหัสผ่าน", "form": form}
    return render(request, "sign_in/password.html", context, status=status)
