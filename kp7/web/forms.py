"""How our forms differ from Django's: the server judges, in Thai, and nothing is remembered."""

from django import forms


class SignIn(forms.Form):
    """ชื่อผู้ใช้ and รหัสผ่าน, as the manual names them."""

    use_required_attribute = False  # the server says what is missing, in Thai

    username = forms.CharField(
        label="ชื่อผู้ใช้",
        max_length=64,
        error_messages={"required": "กรุณากรอกชื่อผู้ใช้", "max_length": "ชื่อผู้ใช้ยาวเกินไป"},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="รหัสผ่าน",
        strip=False,
        max_length=256,
        error_messages={"required": "กรุณากรอกรหัสผ่าน", "max_length": "รหัสผ่านยาวเกินไป"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordChange(forms.Form):
    """The old password once, the new one twice; whether it is good enough the action says."""

    use_required_attribute = False  # the server says what is missing, in Thai

    old_password = forms.CharField(
        label="รหัสผ่านปัจจุบัน",
        strip=False,
        max_length=256,
        error_messages={"required": "กรุณากรอกรหัสผ่านปัจจุบัน", "max_length": "รหัสผ่านยาวเกินไป"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label="รหัสผ่านใหม่",
        strip=False,
        max_length=256,
        help_text="อย่างน้อย 10 ตัวอักษร ไม่ใช้รหัสที่เดาง่าย และไม่ใช้ตัวเลขล้วน",
        error_messages={"required": "กรุณากรอกรหัสผ่านใหม่", "max_length": "รหัสผ่านยาวเกิน 256 ตัวอักษร"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="รหัสผ่านใหม่อีกครั้ง",
        strip=False,
        max_length=256,
        error_messages={"required": "กรุณากรอกรหัสผ่านใหม่อีกครั้ง", "max_length": "รหัสผ่านยาวเกินไป"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Refuse a slip of the finger."""
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("new_password", again) != again:
            raise forms.ValidationError("รหัสผ่านใหม่ทั้งสองช่องไม่ตรงกัน กรุณากรอกใหม่")
        return again
