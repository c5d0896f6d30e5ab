from housing_portal.management.commands.draw_roles import PAGE, drawn


def test_the_page_of_roles_is_what_the_table_says() -> None:
    is_drawn = PAGE.read_text(encoding="utf-8") == drawn()

    assert is_drawn, "run manage.py draw_roles"
