"""Why an application package is refused: a sentence in Ukrainian and English for each code."""

from refusals.refused import Refusal

MESSAGES: dict[str, tuple[str, str]] = {
    "not_json": (
        "Це не документ JSON. Надішліть один документ JSON у кодуванні UTF-8.",
        "This is not a JSON document. Send one JSON document in UTF-8.",
    ),
    "too_deep": (
        "Документ має забагато вкладених рівнів. Перевірте, як його створено.",
        "The document is nested too deeply. Check how it was made.",
    ),
    "too_long_document": (
        "Документ більший за 1 МБ. Передайте копії паперів окремими файлами.",
        "The document is larger than 1 MB. Give copies of papers as separate files.",
    ),
    "no_file": (
        "Файл {name} не вдалося прочитати. Перевірте шлях і доступ.",
        "The file {name} cannot be read. Check its path and access.",
    ),
    "same_key_twice": (
        "Ключ «{key}» повторюється. Залиште одне значення.",
        'The key "{key}" appears twice. Keep one value.',
    ),
    "hidden_character": (
        "Текст містить недопустимий прихований символ. Введіть його ще раз із клавіатури.",
        "The text contains a hidden character that is not allowed. Type it again.",
    ),
    "not_object": ("Тут має бути об’єкт.", "An object is expected here."),
    "not_list": ("Тут має бути список.", "A list is expected here."),
    "not_text": ("Тут має бути текст.", "A text is expected here."),
    "not_flag": ("Тут має бути true або false.", "true or false is expected here."),
    "unknown_key": (
        "Невідомий ключ. Дозволено: {allowed}.",
        "Unknown key. Allowed: {allowed}.",
    ),
    "required": ("Це поле обов’язкове.", "This field is required."),
    "not_allowed": ("Дозволені значення: {allowed}.", "Allowed values: {allowed}."),
    "wrong_format": (
        "Невідомий формат. Очікується housing-application/1.",
        "Unknown format. housing-application/1 is expected.",
    ),
    "too_long": ("Не більше {limit} символів.", "At most {limit} characters."),
    "too_many": ("Не більше {limit}.", "At most {limit}."),
    "too_few": ("Потрібна принаймні одна особа.", "At least one person is needed."),
    "not_instant": (
        "Очікується момент часу з поясом, наприклад 2026-01-05T10:15:00+02:00.",
        "An instant with its offset is expected, such as 2026-01-05T10:15:00+02:00.",
    ),
    "not_year_of_receipt": (
        "Рік отримання має бути від {first} до {last}. Перевірте дату отримання.",
        "The year of receipt must be from {first} to {last}. Check the date of receipt.",
    ),
    "not_date": (
        "Такої дати немає. Очікується РРРР-ММ-ДД, наприклад 1987-03-12.",
        "There is no such date. YYYY-MM-DD is expected, such as 1987-03-12.",
    ),
    "born_after_receipt": (
        "Дата народження пізніша за день отримання заяви. Перевірте обидві дати.",
        "The birth date is after the day of receipt. Check both dates.",
    ),
    "not_katottg": (
        "Код КАТОТТГ — це UA і 17 цифр, наприклад UA14140050010029262.",
        "A KATOTTH code is UA and 17 digits, such as UA14140050010029262.",
    ),
    "not_area": (
        "Площа — число в кв. метрах із крапкою, щонайбільше два знаки після неї, наприклад 13.65.",
        "The area is square metres with a point and at most two decimals, such as 13.65.",
    ),
    "area_not_positive": (
        "Площа має бути більша за нуль.",
        "The area must be above zero.",
    ),
    "not_share": (
        "Частка — це 1 або дріб, наприклад 1/2.",
        "The share is 1 or a fraction such as 1/2.",
    ),
    "share_above_one": ("Частка не може перевищувати 1.", "The share cannot be above 1."),
    "unknown_person": (
        "Особи «{ref}» немає серед people. Вкажіть ref однієї з осіб.",
        'There is nobody with the ref "{ref}" among the people. Name one of them.',
    ),
    "same_ref": (
        "Позначка «{ref}» уже використана. Дайте кожному запису власну.",
        'The ref "{ref}" is already used. Give every entry its own.',
    ),
    "no_applicant": (
        "Серед осіб немає заявника. Рівно одна має relationship: applicant.",
        "Nobody is the applicant. Exactly one person has relationship: applicant.",
    ),
    "two_applicants": (
        "Заявників більше одного. Рівно одна особа має relationship: applicant.",
        "There is more than one applicant. Exactly one person has relationship: applicant.",
    ),
    "fallen_as_holder": (
        "Статус загиблого захисника мають лише члени сім’ї: as має бути family_member.",
        "The status of a fallen defender belongs to family members: as must be family_member.",
    ),
    "taxpayer_digits": (
        "РНОКПП має 10 цифр. Перевірте номер.",
        "A taxpayer number has 10 digits. Check the number.",
    ),
    "taxpayer_check": (
        "Контрольна цифра РНОКПП не збігається. Перевірте номер.",
        "The check digit of the taxpayer number does not match. Check the number.",
    ),
    "taxpayer_equal": (
        "РНОКПП з десяти однакових цифр не існує. Перевірте номер.",
        "No taxpayer number has ten equal digits. Check the number.",
    ),
    "taxpayer_and_refusal": (
        "Вказано і РНОКПП, і відмову від нього. Залиште одне.",
        "Both a taxpayer number and its refusal are given. Keep one.",
    ),
    "empty_name": (
        "Вкажіть ім’я, як у документі; якщо немає по батькові, залиште null.",
        "Give the name as in the document; where there is no patronymic, leave null.",
    ),
    "mixed_name": (
        "У слові змішано кирилицю й латиницю: «{letter}» ({place}-та літера). Замініть літеру.",
        'A word mixes Cyrillic and Latin letters: "{letter}" (letter {place}). Replace the letter.',
    ),
    "post_without_address": (
        "Для запрошення поштою потрібна поштова адреса.",
        "An invitation by post needs a postal address.",
    ),
    "electronic_without_email": (
        "Для електронного запрошення потрібна адреса e-mail заявника. Вкажіть її або оберіть пошту.",
        "An electronic invitation needs the applicant's e-mail. Give it or choose post.",
    ),
    "bases_repeated": (
        "Підстави проживання повторюються. Назвіть кожну один раз.",
        "The bases of residence are repeated. Name each once.",
    ),
    "file_outside": (
        "Файл має лежати поруч із пакетом: шлях відносний і без «..».",
        'The file must lie beside the package: a relative path without "..".',
    ),
    "no_attachments": (
        "Тут приймається пакет без копій паперів. Додайте їх на сторінці заяви.",
        "A package without copies of papers is taken here. Add them on the application's page.",
    ),
    "not_in_zip": (
        "Файлу немає поруч із пакетом в архіві. Покладіть пакет і його копії в один ZIP.",
        "The file is not beside the package in the archive. Put the package and its copies in one ZIP.",
    ),
    "not_zip": (
        "Архів пошкоджений або захищений паролем. Створіть ZIP ще раз, без пароля.",
        "The archive is damaged or has a password. Make the ZIP again, without a password.",
    ),
    "no_package_in_zip": (
        "В архіві немає жодного файлу .json. Покладіть у нього пакети заяв.",
        "There is no .json file in the archive. Put the packages of applications into it.",
    ),
    "zip_too_large": (
        "Архів завеликий: розпакований понад {limit} МБ або понад 2000 файлів. Розділіть його.",
        "The archive is too large: above {limit} MB unpacked, or 2000 files. Split it.",
    ),
    "too_many_packages": (
        "За один раз приймається {limit} заяв. Решту подайте наступним разом.",
        "At most {limit} applications are taken in at once. Take in the others next.",
    ),
    "file_missing": ("Файлу немає поруч із пакетом.", "The file is not beside the package."),
    "file_too_large": (
        "Файл більший за {limit} МБ. Зменште або розділіть його.",
        "The file is larger than {limit} MB. Make it smaller or split it.",
    ),
    "file_empty": ("Файл порожній.", "The file is empty."),
    "file_wrong_kind": (
        "Файл не є PDF, JPEG, PNG, HEIC, P7S чи ASiC за вмістом. Збережіть документ в одному з них.",
        "By its content the file is no PDF, JPEG, PNG, HEIC, P7S or ASiC. Save the paper as one.",
    ),
    "not_day": (
        "Очікується день РРРР-ММ-ДД, наприклад 2026-01-05.",
        "A day YYYY-MM-DD is expected, such as 2026-01-05.",
    ),
    "beyond_calendar": (
        (
            "Термін виходить за межі затверджених календарів: немає календаря на {year} рік. "
            "Затвердьте його і повторіть."
        ),
        (
            "The term reaches beyond the approved calendars: there is none for {year}. "
            "Approve it and try again."
        ),
    ),
    "received_in_future": (
        "День отримання ще не настав. Перевірте дату.",
        "The day of receipt has not come yet. Check the date.",
    ),
    "before_order": (
        "Заяву отримано раніше, ніж набрав чинності порядок. Перевірте день отримання.",
        "The application was received before the Order was in force. Check the day of receipt.",
    ),
    "one_key_one_package": (
        "Ключ належить одному пакету. Подавайте пакети з ключем по одному.",
        "A key belongs to one package. Submit packages with a key one at a time.",
    ),
    "key_length": (
        "Ключ має від 1 до {limit} символів.",
        "A key has 1 to {limit} characters.",
    ),
    "key_used": (
        "З цим ключем уже подано іншу заяву, № {number}. Візьміть новий ключ.",
        "Another application, No {number}, was already submitted with this key. Use a new key.",
    ),
}


def refusal(path: str, code: str, /, **figures: str) -> Refusal:
    """Return the refusal of a code, its figures set in both sentences.

    What UTF-8 cannot write (half of a surrogate pair in a key or a file name) is shown as "?".
    """
    uk, en = MESSAGES[code]
    shown = {name: figure.encode(errors="replace").decode() for name, figure in figures.items()}
    return Refusal(path, uk.format_map(shown), en.format_map(shown), code)
