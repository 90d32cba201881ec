"""Names that plainly belong to nobody: nouns as first names, surnames that say so."""

from dataclasses import dataclass
from random import Random

EITHER = (
    ("มะลิ", "Mali"),
    ("เมฆ", "Mek"),
    ("แก้ว", "Kaeo"),
    ("โมกข์", "Mok"),
    ("เพชร", "Phet"),
    ("ไผ่", "Phai"),
    ("ใบไม้", "Baimai"),
    ("ทองหลาง", "Thonglang"),
    ("เรือใบ", "Rueabai"),
    ("แสงดาว", "Saengdao"),
    ("โพธิ์", "Pho"),
    ("ไข่มุก", "Khaimuk"),
    ("ฟ้าใส", "Fasai"),
    ("น้ำค้าง", "Namkhang"),
    ("เทียน", "Thian"),
    ("กระจก", "Krachok"),
    ("เข็มทิศ", "Khemthit"),
    ("แผนที่", "Phaenthi"),
    ("โคมไฟ", "Khomfai"),
    ("ปากกา", "Pakka"),
    ("ดินสอ", "Dinso"),
    ("สมุด", "Samut"),
    ("ตะเกียง", "Takiang"),
    ("เปลือกหอย", "Plueakhoi"),
)
MEN = (
    ("ภูผา", "Phupha"),
    ("สิงขร", "Singkhon"),
    ("ตะวัน", "Tawan"),
    ("เสือ", "Suea"),
    ("ช้าง", "Chang"),
    ("เขา", "Khao"),
    ("ไม้สัก", "Maisak"),
    ("ยางนา", "Yangna"),
    ("ประดู่", "Pradu"),
    ("เต่า", "Tao"),
    ("เหล็ก", "Lek"),
    ("โขดหิน", "Khothin"),
    ("แม่น้ำ", "Maenam"),
    ("ห้วย", "Huai"),
    ("คลื่น", "Khluen"),
    ("ลมหนาว", "Lomnao"),
    ("ตะเคียน", "Takhian"),
    ("มะค่า", "Makha"),
    ("กรวด", "Kruat"),
    ("ทราย", "Sai"),
    ("ไต้ฝุ่น", "Taifun"),
    ("เกวียน", "Kwian"),
    ("คันไถ", "Khanthai"),
    ("จอบ", "Chop"),
    ("เสาเข็ม", "Saokhem"),
    ("สะพาน", "Saphan"),
    ("ถนน", "Thanon"),
    ("อิฐ", "It"),
    ("เรือหางยาว", "Rueahangyao"),
    ("ไกรทอง", "Kraithong"),
    ("หมอก", "Mok-khao"),
    ("ลำธาร", "Lamthan"),
)
WOMEN = (
    ("ดาวเรือง", "Daorueang"),
    ("ใบเตย", "Baitoei"),
    ("แก้วตา", "Kaeota"),
    ("กุหลาบ", "Kulap"),
    ("จำปี", "Champi"),
    ("จำปา", "Champa"),
    ("บัวหลวง", "Bualuang"),
    ("พุดซ้อน", "Phutson"),
    ("เข็มทอง", "Khemthong"),
    ("แพรไหม", "Phraemai"),
    ("โบตั๋น", "Botan"),
    ("ใยบัว", "Yaibua"),
    ("ไหมทอง", "Maithong"),
    ("กล้วยไม้", "Kluaimai"),
    ("ชบา", "Chaba"),
    ("เฟื่องฟ้า", "Fueangfa"),
    ("ราตรี", "Ratri"),
    ("ลีลาวดี", "Lilawadi"),
    ("อัญชัน", "Anchan"),
    ("พวงชมพู", "Phuangchomphu"),
    ("ทานตะวัน", "Thantawan"),
    ("มะม่วง", "Mamuang"),
    ("ส้มโอ", "Somo"),
    ("เงาะ", "Ngo"),
    ("ลำไย", "Lamyai"),
    ("แตงไทย", "Taengthai"),
    ("โหระพา", "Horapha"),
    ("กะเพรา", "Kaphrao"),
    ("ใบบัวบก", "Baibuabok"),
    ("ขนมชั้น", "Khanomchan"),
    ("ฝอยทอง", "Foithong"),
    ("เม็ดขนุน", "Metkhanun"),
    ("สายไหม", "Saimai"),
    ("นกยูง", "Nokyung"),
    ("ผีเสื้อ", "Phisuea"),
    ("หิ่งห้อย", "Hinghoi"),
)
FAMILIES = (
    ("ตัวอย่าง", "Tuayang"),
    ("สมมติ", "Sommut"),
    ("ทดลอง", "Thotlong"),
    ("จำลอง", "Chamlong"),
    ("สาธิต", "Sathit"),
    ("ต้นแบบ", "Tonbaep"),
    ("แบบฝึก", "Baepfuek"),
    ("เสมือน", "Samuean"),
    ("ฝึกหัด", "Fuekhat"),
    ("ลองใช้", "Longchai"),
)
ENDINGS = (
    ("ดี", "di"),
    ("สุข", "suk"),
    ("งาม", "ngam"),
    ("ทรัพย์", "sap"),
    ("ไทย", "thai"),
    ("เจริญ", "charoen"),
    ("รุ่งเรือง", "rungrueang"),
    ("พัฒนา", "phatthana"),
    ("มั่นคง", "mankhong"),
    ("ใจดี", "chaidi"),
    ("เกษม", "kasem"),
    ("แก้ว", "kaeo"),
    ("โชค", "chok"),
    ("ไพศาล", "phaisan"),
    ("อุดม", "udom"),
    ("ศิริ", "siri"),
    ("วงศ์", "wong"),
    ("เลิศ", "loet"),
    ("ถาวร", "thawon"),
    ("ชัย", "chai"),
    ("ธรรม", "tham"),
    ("นคร", "nakhon"),
    ("ทะเล", "thale"),
    ("เขาใหญ่", "khaoyai"),
    ("ภู", "phu"),
    ("สมุทร", "samut"),
    ("วารี", "wari"),
    ("พงษ์", "phong"),
    ("ประเสริฐ", "prasoet"),
    ("เย็น", "yen"),
)
MANY = 0.9
RANKS_OF_MEN = ("ว่าที่ร้อยตรี", "สิบเอก", "จ่าสิบเอก", "พันจ่าเอก")
RANKS_OF_WOMEN = ("ว่าที่ร้อยตรีหญิง",)


@dataclass(frozen=True, slots=True)
class Name:
    """What somebody is called; `former` is empty where nothing was changed."""

    title: str
    first: str
    last: str
    first_en: str
    last_en: str
    former: str


class Names:
    """Names for the people of one organization, none of them twice."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given: set[tuple[str, str]] = set()

    def next(self, sex: str, marital_state: str) -> Name:
        """Invent somebody of this sex ('male', 'female')."""
        nouns = EITHER + (MEN if sex == "male" else WOMEN)
        while True:
            first, first_en = self._random.choice(nouns)
            last, last_en = self._family()
            if (first, last) not in self._given:
                break
        self._given.add((first, last))
        in_english = self._random.random() < 1 / 3
        return Name(
            title=self._title(sex, marital_state),
            first=first,
            last=last,
            first_en=first_en if in_english else "",
            last_en=last_en if in_english else "",
            former=self._former(first, last, nouns),
        )

    def _family(self) -> tuple[str, str]:
        family, family_en = self._random.choice(FAMILIES)
        ending, ending_en = self._random.choice(ENDINGS)
        return family + ending, family_en + ending_en

    def _title(self, sex: str, marital_state: str) -> str:
        ranked = self._random.random() > MANY
        if sex == "male":
            return self._random.choice(RANKS_OF_MEN) if ranked else "นาย"
        if ranked and self._random.random() > MANY / 2:
            return self._random.choice(RANKS_OF_WOMEN)
        return "นางสาว" if marital_state == "single" else "นาง"

    def _former(self, first: str, last: str, nouns: tuple[tuple[str, str], ...]) -> str:
        what = self._random.random()
        if what > 0.96:  # noqa: PLR2004  one in 25 changed the surname
            return f"{first} {self._family()[0]}"
        if what > 0.94:  # noqa: PLR2004  one in 50 the first name
            return f"{self._random.choice(nouns)[0]} {last}"
        return ""
