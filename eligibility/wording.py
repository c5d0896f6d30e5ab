"""The sentences of a determination in Ukrainian and English: for lawyers to read and to mend.

What stands in braces is filled in by `sentences.py`: people, homes, figures, terms.
"""

WHY: dict[str, dict[str, tuple[str, str]]] = {
    "idp_status": {
        "given": (
            "{people}: є довідка внутрішньо переміщеної особи, видана {issued_on}.",
            "{people}: there is an IDP certificate, issued on {issued_on}.",
        ),
        "missing": (
            "{people}: довідки внутрішньо переміщеної особи ще немає. Відповідь дасть довідка заявника.",
            "{people}: there is no IDP certificate yet. The applicant's certificate would answer this.",
        ),
        "not_proven": (
            "{people}: довідку внутрішньо переміщеної особи ще не підтверджено документом.",
            "{people}: the IDP certificate is not yet confirmed by an accepted document.",
        ),
    },
    "no_monetary_assistance": {
        "not_received": (
            "{people}: грошову допомогу, передбачену постановою, не отримано.",
            "{people}: the monetary assistance of the Resolution was not received.",
        ),
        "received": (
            "{people}: грошову допомогу, передбачену постановою, отримано.",
            "{people}: the monetary assistance of the Resolution was received.",
        ),
        "not_said": (
            "{people}: не сказано, чи отримано грошову допомогу. Потрібна заява заявника про це.",
            (
                "{people}: it is not said whether the monetary assistance was received. "
                "The applicant's declaration would answer this."
            ),
        ),
        "not_proven": (
            "{people}: заяву про неотримання грошової допомоги ще не підтверджено документом.",
            (
                "{people}: the declaration about the monetary assistance is not yet confirmed by an "
                "accepted document."
            ),
        ),
    },
    "residence_registered": {
        "in_community": (
            (
                "{people}: місце проживання до переміщення зареєстроване або задеклароване у "
                "Маріупольській громаді ({place})."
            ),
            (
                "{people}: residence before displacement was registered or declared in the Mariupol "
                "community ({place})."
            ),
        ),
        "outside": (
            (
                "{people}: місце проживання {place} не належить до Маріупольської громади "
                "(код починається з {prefix})."
            ),
            (
                "{people}: the residence {place} is not in the Mariupol community "
                "(its codes begin with {prefix})."
            ),
        ),
        "other_basis": (
            "{people}: не позначено, що місце проживання було там зареєстроване чи задеклароване.",
            "{people}: it is not marked that residence was registered or declared there.",
        ),
        "no_code": (
            "{people}: не вказано населений пункт зареєстрованого місця проживання; відповідь дасть його назва.",
            "{people}: the place of the registered residence is not given; naming it would answer this.",
        ),
        "not_said": (
            "{people}: не сказано, де було зареєстроване місце проживання до переміщення; відповідь дасть заявник.",
            "{people}: it is not said where residence was registered before displacement; the applicant would answer this.",
        ),
        "not_proven": (
            "{people}: зареєстроване місце проживання ще не підтверджено витягом з реєстру громади.",
            (
                "{people}: registered residence is not yet confirmed by an accepted extract from the "
                "community register."
            ),
        ),
    },
    "residence_actual": {
        "in_community": (
            "{people}: фактичне проживання до переміщення у Маріупольській громаді ({place}).",
            "{people}: actual residence before displacement was in the Mariupol community ({place}).",
        ),
        "outside": (
            (
                "{people}: місце проживання {place} не належить до Маріупольської громади "
                "(код починається з {prefix})."
            ),
            (
                "{people}: the residence {place} is not in the Mariupol community "
                "(its codes begin with {prefix})."
            ),
        ),
        "other_basis": (
            "{people}: не позначено фактичного проживання чи перебування там.",
            "{people}: actual residence or stay there is not marked.",
        ),
        "no_code": (
            "{people}: не вказано населений пункт фактичного проживання; відповідь дасть його назва.",
            "{people}: the place of actual residence is not given; naming it would answer this.",
        ),
        "not_said": (
            "{people}: не сказано, де заявник фактично проживав до переміщення; відповідь дасть заявник.",
            "{people}: it is not said where the applicant actually lived before displacement; the applicant would answer this.",
        ),
        "not_proven": (
            "{people}: фактичне проживання ще не підтверджено документом.",
            "{people}: actual residence is not yet confirmed by an accepted document.",
        ),
    },
    "own_housing": {
        "owns_none": (
            "Власного житла немає; межа {limit_of_all} м² ({per_person} м² × {number}).",
            "No housing is owned; the limit is {limit_of_all} m² ({per_person} m² × {number}).",
        ),
        "none_counts": (
            "Власне житло не враховують: 0 м² із дозволених {limit_m2} м² ({per_person} м² × {proven}). {homes}",
            "None of the housing owned counts: 0 of {limit_m2} m² allowed ({per_person} m² × {proven}). {homes}",
        ),
        "within": (
            "Враховують не більше {possible_m2} м² власного житла із дозволених {limit_m2} м² ({per_person} м² × {proven}). {homes}",
            "At most {possible_m2} m² of own housing counts, of {limit_m2} m² allowed ({per_person} m² × {proven}). {homes}",
        ),
        "above": (
            "Враховується щонайменше {counted_m2} м² власного житла, що більше за межу {limit_of_all} м² ({per_person} м² × {number}). {homes}",
            "At least {counted_m2} m² of own housing counts, above the limit of {limit_of_all} m² ({per_person} m² × {number}). {homes}",
        ),
        "unbounded": (
            "Враховується щонайменше {counted_m2} м² власного житла; скільки ще, не підтверджено; межа {limit_of_all} м² ({per_person} м² × {number}). Відповідь дасть документ про право власності. {homes}",
            "At least {counted_m2} m² of own housing counts; how much more is not confirmed; the limit is {limit_of_all} m² ({per_person} m² × {number}). The ownership document would answer this. {homes}",
        ),
        "household_open": (
            "Враховується від {counted_m2} до {possible_m2} м² власного житла; межа від {limit_m2} м² (підтверджено осіб: {proven}) до {limit_of_all} м² (названо осіб: {number}). Відповідь дадуть документи про особу. {homes}",
            "Between {counted_m2} and {possible_m2} m² of own housing counts; the limit is between {limit_m2} m² (people proven: {proven}) and {limit_of_all} m² (people named: {number}). Identity papers would answer this. {homes}",
        ),
        "undecided": (
            "Враховується від {counted_m2} до {possible_m2} м² власного житла; межа {limit_m2} м² ({per_person} м² × {number}) лежить між ними. Відповідь дасть те, що названо про житло нижче. {homes}",
            "Between {counted_m2} and {possible_m2} m² of own housing counts; the limit of {limit_m2} m² ({per_person} m² × {number}) lies between. What is asked of the homes would answer this. {homes}",
        ),
        "not_said": (
            "{people}: житла не названо, і не сказано, що його немає. Відповідь дасть заява про це.",
            "{people}: no home is listed, and it is not said that there is none. Saying so would answer this.",
        ),
        "not_proven": (
            "{people}: відсутність власного житла ще не підтверджено документом. Відповідь дасть повідомлення або витяг з реєстру прав.",
            "{people}: that no housing is owned is not yet confirmed by an accepted document. A notice or an extract from the property register would answer this.",
        ),
        "contradiction": (
            "Суперечність: вказано, що власного житла немає, але житло названо. {homes}",
            "Contradiction: it is declared that no housing is owned, yet homes are listed. {homes}",
        ),
    },
    "social_category": {
        "has_category": (
            "Категорії: {categories} ({people}).",
            "Categories: {categories} ({people}).",
        ),
        "no_category": (
            "Не названо нікого, хто належить до категорій першого переліку.",
            "Nobody is named who falls into a category of list 1.",
        ),
        "unsure": (
            "{unsure}: невідомо, чи є належність до категорій першого переліку. Відповідь дасть уточнення статусу.",
            "{unsure}: it is not known whether a category of list 1 applies. Saying which status applies would answer this.",
        ),
        "not_proven": (
            "Ще не підтверджено документом: {not_yet_proven} ({people}).",
            "Not yet confirmed by an accepted document: {not_yet_proven} ({people}).",
        ),
    },
    "defence_or_captivity": {
        "has_status": (
            "Оборона Маріуполя або полон: {people}.",
            "Defence of Mariupol or captivity: {people}.",
        ),
        "no_status": (
            "Не названо нікого, хто обороняв Маріуполь або був позбавлений свободи.",
            "Nobody is named who defended Mariupol or was deprived of liberty.",
        ),
        "unsure": (
            "{unsure}: невідомо, чи була участь в обороні Маріуполя або позбавлення свободи. Відповідь дасть уточнення статусу.",
            "{unsure}: it is not known whether there was defence of Mariupol or deprivation of liberty. Saying which status applies would answer this.",
        ),
        "not_proven": (
            "Ще не підтверджено документом: {people}.",
            "Not yet confirmed by an accepted document: {people}.",
        ),
    },
}

WHAT: dict[str, tuple[str, str]] = {
    "idp_certificate": (
        "Довідка про взяття на облік внутрішньо переміщеної особи",
        "The certificate of registration as an internally displaced person",
    ),
    "assistance_declaration": (
        "Підтвердження, що грошову допомогу за постановою не отримано",
        "Confirmation that the monetary assistance of the Resolution was not received",
    ),
    "residence_registered": (
        "Витяг з реєстру територіальної громади про місце проживання до переміщення",
        "An extract from the community register on residence before displacement",
    ),
    "residence_actual": (
        "Документ про фактичне проживання до переміщення",
        "A paper showing actual residence before displacement",
    ),
    "residence_code": (
        "Населений пункт проживання до переміщення",
        "The place of residence before displacement",
    ),
    "housing_declaration": (
        "Повідомлення, чи є власне житло, або довідка про його відсутність",
        "A statement whether any housing is owned, or proof that none is",
    ),
    "housing_contradiction": (
        "Пояснення, чи є власне житло: заява і перелік житла суперечать одне одному",
        "An explanation whether housing is owned: the declaration and the list contradict each other",
    ),
    "home_ownership": (
        "Документ про право власності на житло {home}",
        "The ownership document of home {home}",
    ),
    "home_evidence": (
        (
            "Житло {home}: витяг з Реєстру пошкодженого та знищеного майна, акт обстеження або "
            "звіт про технічне обстеження"
        ),
        (
            "Home {home}: an extract from the register of damaged and destroyed property, an inspection "
            "report or a technical assessment"
        ),
    ),
    "home_code": (
        "Населений пункт житла {home}",
        "The place of home {home}",
    ),
    "home_unknown_code": (
        "Житло {home}: коду {code} немає у завантаженому кодифікаторі; перевірте код",
        "Home {home}: the loaded codifier does not have the code {code}; check the code",
    ),
    "household_proof": (
        "Документ, що посвідчує особу або родинний зв’язок",
        "A paper on identity or family relation",
    ),
    "category_proof": (
        "Документ, що підтверджує вказаний статус або дату народження",
        "A paper that confirms the status named or the birth date",
    ),
    "student_proof": (
        "Довідка про навчання за денною формою",
        "A certificate of full-time study",
    ),
    "category_answer": (
        "Уточнення, чи належить особа до категорії першого переліку",
        "Whether the person falls into a category of list 1",
    ),
    "defence_proof": (
        "Документ про участь в обороні Маріуполя або позбавлення свободи",
        "A paper on defence of Mariupol or deprivation of liberty",
    ),
    "defence_answer": (
        "Уточнення, чи брала особа участь в обороні Маріуполя або була позбавлена свободи",
        "Whether the person defended Mariupol or was deprived of liberty",
    ),
}

CATEGORIES: dict[str, tuple[str, str]] = {
    "veteran_or_mobilised": (
        "ветеран війни або мобілізований без статусу учасника бойових дій, їхня сім’я",
        "war veteran or mobilised without combatant status, or their family",
    ),
    "servicemember": ("військовослужбовець, його сім’я", "servicemember or their family"),
    "deprived_of_liberty": (
        "особа, позбавлена свободи внаслідок агресії, її сім’я",
        "person deprived of liberty through the aggression, or their family",
    ),
    "fallen_defender_family": ("сім’я загиблого захисника", "family of a fallen defender"),
    "disability": (
        "особа з інвалідністю або сім’я з дитиною з інвалідністю",
        "person with a disability or family with a child with a disability",
    ),
    "family_with_children": (
        (
            "сім’я з дітьми (троє чи більше, дитина до трьох років, прийомна сім’я або дитячий "
            "будинок сімейного типу)"
        ),
        (
            "family with children (three or more, one under three, a foster family or a family-type "
            "children's home)"
        ),
    ),
    "constant_care": (
        "особа, яка потребує постійного стороннього догляду",
        "person in need of constant care",
    ),
}

# What keeps a home out of its owner's reach (Order 376), by the kind of period: without an end,
# and with one.
PERIODS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "possible_hostilities": (
        (
            "можливі бойові дії з {start} тривають",
            "possible hostilities since {start}, no end entered",
        ),
        ("можливі бойові дії з {start} до {end}", "possible hostilities from {start} until {end}"),
    ),
    "active_hostilities": (
        ("бойові дії з {start} тривають", "hostilities since {start}, no end entered"),
        ("бойові дії з {start} до {end}", "hostilities from {start} until {end}"),
    ),
    "active_hostilities_with_registers": (
        ("бойові дії з {start} тривають", "hostilities since {start}, no end entered"),
        ("бойові дії з {start} до {end}", "hostilities from {start} until {end}"),
    ),
    "occupation": (
        ("окупація з {start} триває", "occupied since {start}, no end entered"),
        ("окупація з {start} до {end}", "occupied from {start} until {end}"),
    ),
}
