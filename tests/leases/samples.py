"""Data of leases that never were: names and numbers are made up."""

from typing import Any

LONG = "Голопупенко-Непийпивченко-Перевертайленко"
RELATIVES = (
    "дитина", "дитина", "дитина", "батько або мати", "батько або мати", "брат або сестра",
    "онук або онука", "підопічна особа", "прийомна дитина", "чоловік або дружина",
)  # fmt: skip


def lease_data(residents: int = 3, surname: str = "Коваленко", **changed: Any) -> dict[str, Any]:
    people = [
        {
            "position": "1",
            "name": f"{surname} Олена Іванівна",
            "birth_date": "«12» березня 1987 р.",
            "relationship": "наймач",
        }
    ]
    people.extend(
        {
            "position": str(place),
            "name": f"{surname} Марія-Єлизавета Андріївна",
            "birth_date": "«1» лютого 2012 р.",
            "relationship": RELATIVES[(place - 2) % len(RELATIVES)],
        }
        for place in range(2, residents + 1)
    )
    return {
        "number": "4829-3057-1630/1",
        "place": "Київська область, Білоцерківський район, м. Біла Церква",
        "verification": "https://portal.example.org/lease/4829-3057-1630/1/",
        "landlord": {
            "name": "Маріупольська міська військова адміністрація "
            "Маріупольського району Донецької області",
            "edrpou": "00000000",
            "address": "вул. Зразкова, 1, м. Дніпро, 49000",
            "signatory_position": "начальник адміністрації",
            "signatory_name": "Прикладенко Степан Юрійович",
            "authority": "Указ Президента України (реквізити заповнює адміністрація)",
            "iban": "UA000000000000000000000000000",
        },
        "tenant": {
            "name": people[0]["name"],
            "birth_date": people[0]["birth_date"],
            "identity_type": "паспорт громадянина України у формі ID-картки",
            "identity_number": "001234567",
            "taxpayer_number": "3184710691",
            "phone": "+380501234567",
            "email": "olena@example.com",
        },
        "basis": {
            "act_day": "«7» липня 2025 р.",
            "application": "4829-3057-1630",
            "received_on": "«5» січня 2026 р.",
            "decided_on": "«22» січня 2026 р.",
        },
        "dwelling": {
            "address": "Київська область, Білоцерківський район, м. Біла Церква, "
            "вул. Маріупольська, 7, кв. 41",
            "katottg": "UA32020030010012345",
            "number": "41",
            "floor": "6",
            "rooms": "2",
            "total_area": "53",
            "living_area": "31,4",
            "accessibility": "так",
            "inventory": [
                "Плита електрична — 1",
                "Холодильник — 1",
                "Пральна машина — 1",
                "Стіл кухонний — 1",
                "Стільці — 4",
                "Ліжка — 3",
                "Шафа — 2",
                "Бойлер — 1",
            ],
        },
        "residents": people,
        "rent": {
            "factors": [
                {
                    "symbol": "AR",
                    "name": "Середня вартість оренди 1 м² житла на місяць",
                    "value": "208",
                    "unit": "грн/м²",
                    "citation": "Порядок № 814; Держстат: середня вартість оренди 1 кв. м "
                    "однокімнатної квартири, січень 2025 року, 208 грн",
                },
                {
                    "symbol": "S",
                    "name": "Загальна площа житла",
                    "value": "53",
                    "unit": "м²",
                    "citation": "Порядок № 814: розрахунок плати AR × S × RC × SC",
                },
                {
                    "symbol": "RC",
                    "name": "Коефіцієнт за кількістю кімнат (кімнат: 2)",
                    "value": "0,87",
                    "unit": "",
                    "citation": "Порядок № 814: розрахунок плати AR × S × RC × SC",
                },
                {
                    "symbol": "SC",
                    "name": "Соціальний коефіцієнт",
                    "value": "0,75",
                    "unit": "",
                    "citation": "Порядок № 814: розрахунок плати AR × S × RC × SC",
                },
            ],
            "product": "208 × 53 × 0,87 × 0,75",
            "exact": "7\u00a0193,16",
            "figures": "7 193,00",
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
        **changed,
    }
