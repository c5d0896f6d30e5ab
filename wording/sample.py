"""Data of leases that never were, for previews: an ordinary one, and those that strain a page."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONG = "Голопупенко-Непийпивченко-Перевертайленко"
LONG_ADDRESS = (
    "Київська область, Білоцерківський район, Білоцерківська міська територіальна громада, "
    "м. Біла Церква, мікрорайон «Таращанський», вул. Захисників Маріуполя та Героїв Чорнобиля, "
    "буд. 127-А, корпус 3, секція 2, під’їзд 4, кв. 1041"
)
CROWD, BLANK_ROWS = 11, 8

Data = dict[str, Any]

UK: Final[Data] = {
    "number": "0000-0000-0000/1",
    "place": "Київська область, Білоцерківський район, м. Біла Церква",
    "landlord": {
        "name": "Зразкова міська військова адміністрація",
        "edrpou": "00000000",
        "address": "вул. Зразкова, 1, м. Дніпро, 49000",
        "signatory_position": "начальник адміністрації",
        "signatory_name": "Прикладенко Степан Юрійович",
        "authority": "Положення про адміністрацію",
        "iban": "UA000000000000000000000000000",
    },
    "tenant": {
        "name": "Коваленко Олена Іванівна",
        "birth_date": "«12» березня 1987 р.",
        "identity_type": "паспорт громадянина України (картка)",
        "identity_number": "000000000",
        "taxpayer_number": "0000000000",
        "phone": "+380000000000",
        "email": "olena@example.com",
    },
    "basis": {
        "act_day": "«7» липня 2025 р.",
        "application": "0000-0000-0000",
        "received_on": "«5» січня 2026 р.",
        "decided_on": "«22» січня 2026 р.",
    },
    "dwelling": {
        "address": "Київська область, м. Біла Церква, вул. Маріупольська, 7, кв. 41",
        "katottg": "UA32020030010012345",
        "number": "41",
        "floor": "6",
        "rooms": "2",
        "total_area": "53",
        "living_area": "31,4",
        "accessibility": "так",
        "inventory": ["Плита електрична — 1", "Холодильник — 1", "Стіл — 1", "Стільці — 4"],
    },
    "residents": [
        {"name": "Коваленко Олена Іванівна", "birth_date": "«12» березня 1987 р."},
        {"name": "Коваленко Андрій Петрович", "birth_date": "«3» травня 1985 р."},
        {"name": "Коваленко Марія Андріївна", "birth_date": "«1» лютого 2012 р."},
    ],
    "relationships": ["наймач", "чоловік або дружина", "дитина"],
    "rent": {
        "factors": [
            ("AR", "Середня вартість оренди 1 м² житла на місяць", "208", "грн/м²"),
            ("S", "Загальна площа житла", "53", "м²"),
            ("RC", "Коефіцієнт за кількістю кімнат (кімнат: 2)", "0,87", ""),
            ("SC", "Соціальний коефіцієнт", "0,75", ""),
        ],
        "citation": "Порядок № 814: розрахунок плати AR × S × RC × SC",
        "product": "208 × 53 × 0,87 × 0,75",
        "exact": "7\u00a0193,16",
        "figures": "7\u00a0193,00",
        "words": "сім тисяч сто дев’яносто три гривні 00 копійок",
        "tariff": "2025",
    },
    "term": {
        "starts_on": "«1» лютого 2026 р.",
        "ends_on": "«31» липня 2026 р.",
        "months": "6 місяців",
        "is_short": True,
        "arrears": "понад два рази",
    },
}
EN: Final[Data] = {
    **UK,
    "landlord": {**UK["landlord"], "signatory_position": "head of the administration"},
    "tenant": {
        **UK["tenant"],
        "birth_date": "12 March 1987",
        "identity_type": "passport of a citizen of Ukraine (card)",
    },
    "basis": {
        **UK["basis"],
        "act_day": "7 July 2025",
        "received_on": "5 January 2026",
        "decided_on": "22 January 2026",
    },
    "dwelling": {
        **UK["dwelling"],
        "living_area": "31.4",
        "accessibility": "yes",
        "inventory": ["Electric stove: 1", "Refrigerator: 1", "Table: 1", "Chairs: 4"],
    },
    "residents": [
        {"name": "Коваленко Олена Іванівна", "birth_date": "12 March 1987"},
        {"name": "Коваленко Андрій Петрович", "birth_date": "3 May 1985"},
        {"name": "Коваленко Марія Андріївна", "birth_date": "1 February 2012"},
    ],
    "relationships": ["tenant", "husband or wife", "child"],
    "rent": {
        **UK["rent"],
        "factors": [
            ("AR", "Mean rent per square metre a month", "208", "UAH/m²"),
            ("S", "Total area", "53", "m²"),
            ("RC", "Room coefficient (rooms: 2)", "0.87", ""),
            ("SC", "Social coefficient", "0.75", ""),
        ],
        "citation": "Order under Resolution 814: the rent is AR × S × RC × SC",
        "product": "208 × 53 × 0.87 × 0.75",
        "exact": "7,193.16",
        "figures": "7,193.00",
    },
    "term": {
        "starts_on": "1 February 2026",
        "ends_on": "31 July 2026",
        "months": "6 months",
        "is_short": True,
        "arrears": "more than twice",
    },
}
OF_A_YEAR: Final = {
    "uk": {"ends_on": "«31» січня 2027 р.", "months": "12 місяців", "arrears": "за шість місяців"},
    "en": {"ends_on": "31 January 2027", "months": "12 months", "arrears": "for six months"},
}


def usual(data: Data, _language: str) -> None:
    """A family of three, for six months."""


def alone(data: Data, language: str) -> None:
    """One resident, for a year."""
    del data["residents"][1:]
    data["term"].update(OF_A_YEAR[language], is_short=False)


def full(data: Data, language: str) -> None:
    """Eleven residents, a long surname, a three-line address, an empty inventory, a year."""
    data["residents"] = [
        {**data["residents"][min(place, 2)], "name": f"{LONG} Марія-Єлизавета Андріївна"}
        for place in range(CROWD)
    ]
    data["relationships"] += [data["relationships"][2]] * CROWD
    data["tenant"]["name"] = data["residents"][0]["name"]
    data["dwelling"].update(address=LONG_ADDRESS, inventory=[""] * BLANK_ROWS)
    data["term"].update(OF_A_YEAR[language], is_short=False)


SAMPLES: Final[dict[str, tuple["str | Promise", Callable[[Data, str], None]]]] = {
    "usual": (_("a family of three, six months"), usual),
    "alone": (_("one resident, a year"), alone),
    "full": (_("eleven residents, long names, a year, no inventory"), full),
}


def sample(name: str, language: str) -> Data:
    """Return invented data of a lease, of the shape that `leases.snapshot` gives."""
    data = deepcopy({"uk": UK, "en": EN}[language])
    SAMPLES[name][1](data, language)
    related, rent = data.pop("relationships"), data["rent"]
    for position, (person, relation) in enumerate(zip(data["residents"], related, strict=False), 1):
        person.update(position=str(position), relationship=relation)
    keys = ("symbol", "name", "value", "unit")
    cited = {"citation": rent.pop("citation")}
    rent["factors"] = [dict(zip(keys, line, strict=True)) | cited for line in rent["factors"]]
    return data
