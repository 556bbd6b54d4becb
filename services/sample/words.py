"""Names that read Vietnamese and are evidently made up: all bear the word Mẫu (specimen)."""

from random import Random

from shared.events.terms import PublicName, Sex

MIDDLE = {Sex.FEMALE: "Thị", Sex.MALE: "Văn"}
NATURE = (
    "Sông",
    "Suối",
    "Núi",
    "Đồi",
    "Biển",
    "Rừng",
    "Gió",
    "Mưa",
    "Nắng",
    "Mây",
    "Trăng",
    "Sao",
    "Lá",
    "Cỏ",
    "Cây",
    "Đá",
    "Cát",
    "Sóng",
    "Bờ",
    "Thác",
    "Hồ",
    "Đảo",
    "Ruộng",
    "Vườn",
    "Nương",
    "Khói",
    "Sương",
    "Tuyết",
    "Sấm",
    "Chớp",
)
OFFICES = (
    "Sở",
    "Ban",
    "Chi cục",
    "Văn phòng",
    "Thanh tra",
    "Bệnh viện",
    "Trung tâm",
    "Viện",
    "Nhà xuất bản",
    "Công ty",
    "Kho bạc",
)
PLACES_OF_WORK = (
    "Công ty",
    "Bệnh viện",
    "Trường Trung học",
    "Hợp tác xã",
    "Trung tâm Y tế",
    "Hạt Kiểm lâm",
    "Nhà máy",
    "Xí nghiệp",
    "Ngân hàng",
    "Ban quản lý Rừng",
    "Bến xe",
)
COLLEGE = "Trường Cao đẳng"
UNITS = ("Văn phòng", "Phòng Kế hoạch", "Phòng Nghiệp vụ", "Phòng Tổ chức", "Thanh tra", "Đội xe")
FACULTIES = ("Phòng Đào tạo", "Khoa Cơ bản", "Khoa Nghề", "Khoa Sư phạm", "Ký túc xá", "Thư viện")


def person(random: Random, sex: Sex) -> str:
    """A full name, as `Mẫu Thị Suối Mây`."""
    first, second = random.sample(NATURE, 2)
    return f"Mẫu {MIDDLE[sex]} {first} {second}"


def office(number: int) -> str:
    """A place of work; the first one is the college."""
    kinds = (COLLEGE, *OFFICES)
    return f"{kinds[number % len(kinds)]} Mẫu {NATURE[number % len(NATURE)]}"


def unit(office: str, number: int) -> PublicName:
    """A branch, as `Chi bộ Phòng Kế hoạch, Sở Mẫu Núi`."""
    parts = FACULTIES if office.startswith(COLLEGE) else UNITS
    return PublicName(f"Chi bộ {parts[number]}, {office}")


def commune(number: int) -> PublicName:
    """A commune committee, as `Đảng ủy xã Mẫu Thác`."""
    return PublicName(f"Đảng ủy xã Mẫu {NATURE[-1 - number]}")


def workplace(number: int) -> str:
    """A place of work, as `Công ty Mẫu Sông Núi`."""
    return f"{PLACES_OF_WORK[number % len(PLACES_OF_WORK)]} {place(number)}"


def place(number: int) -> str:
    """A place, as `Mẫu Sông Núi`: no two numbers below 870 give the same."""
    first, step = number % len(NATURE), number // len(NATURE) + 1
    return f"Mẫu {NATURE[first]} {NATURE[(first + step) % len(NATURE)]}"
