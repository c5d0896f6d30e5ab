"""Ships martial law and the days off of 2024 to 2027, as they stood at release.

The dates are written here and not computed, so that no upgrade of a library moves a due date.
Not elidable: squashing must keep the rows.
"""

from django.db import migrations

YEARS = (2024, 2025, 2026, 2027)
YEAR_SOURCE = "КЗпП України, ст. 67 і 73"
MARTIAL_LAW_SOURCE = (
    "Указ Президента України від 24.02.2022 № 64/2022, затверджений Законом № 2102-IX, дію "
    "продовжено; святкові дні є робочими: Закон № 2136-IX, ст. 6, ч. 6"
)
HOLIDAY_SOURCE = "КЗпП України, ст. 73"
MOVED_SOURCE = "КЗпП України, ст. 67, ч. 3"

FIXED = {
    "01-01": "Новий рік",
    "03-08": "Міжнародний жіночий день",
    "05-01": "День праці",
    "05-08": "День пам’яті та перемоги над нацизмом у Другій світовій війні 1939–1945 років",
    "06-28": "День Конституції України",
    "07-15": "День Української Державності",
    "08-24": "День незалежності України",
    "10-01": "День захисників і захисниць України",
    "12-25": "Різдво Христове",
}
MOVABLE = {
    "2024-05-05": "Пасха (Великдень)",
    "2024-06-23": "Трійця",
    "2025-04-20": "Пасха (Великдень)",
    "2025-06-08": "Трійця",
    "2026-04-12": "Пасха (Великдень)",
    "2026-05-31": "Трійця",
    "2027-05-02": "Пасха (Великдень)",
    "2027-06-20": "Трійця",
}
# The day off that follows a holiday on a weekend, and that holiday.
MOVED = {
    "2024-05-06": "2024-05-05",
    "2024-06-24": "2024-06-23",
    "2024-08-26": "2024-08-24",
    "2025-03-10": "2025-03-08",
    "2025-04-21": "2025-04-20",
    "2025-06-09": "2025-06-08",
    "2025-06-30": "2025-06-28",
    "2025-08-25": "2025-08-24",
    "2026-03-09": "2026-03-08",
    "2026-04-13": "2026-04-12",
    "2026-06-01": "2026-05-31",
    "2026-06-29": "2026-06-28",
    "2027-05-03": "2027-05-01",
    "2027-05-04": "2027-05-02",
    "2027-05-10": "2027-05-08",
    "2027-06-21": "2027-06-20",
    "2027-12-27": "2027-12-25",
}


def ship(apps, schema_editor):
    day = apps.get_model("deadlines", "CalendarDay")
    holidays = {f"{year}-{date}": name for year in YEARS for date, name in FIXED.items()} | MOVABLE
    day.objects.bulk_create(
        day(day=date, kind="holiday", name=name, source=HOLIDAY_SOURCE)
        for date, name in sorted(holidays.items())
    )
    day.objects.bulk_create(
        day(day=date, kind="holiday", name=f"Вихідний за {holiday}", source=MOVED_SOURCE)
        for date, holiday in MOVED.items()
    )
    year = apps.get_model("deadlines", "CalendarYear")
    year.objects.bulk_create(year(year=number, source=YEAR_SOURCE) for number in YEARS)
    apps.get_model("deadlines", "Regime").objects.create(
        kind="martial_law", start="2022-02-24", end=None, source=MARTIAL_LAW_SOURCE
    )


def withdraw(apps, schema_editor):
    for name in ("CalendarDay", "CalendarYear", "Regime"):
        apps.get_model("deadlines", name).objects.filter(entered_by=None).delete()


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]
    operations = [migrations.RunPython(ship, withdraw)]
