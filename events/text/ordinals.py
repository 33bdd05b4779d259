"""First, second, third: as each language counts the sessions of a conference."""

_CHINESE = "〇一二三四五六七八九"


def ordinal(number: int, language: str) -> str:
    """4th, or 四 for 第四次. Chinese beyond ninety-nine is written in figures."""
    if language == "en":
        return f"{number}{_suffix(number)}"
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return ten + (_CHINESE[ones] if ones or not tens else "")


def _suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
