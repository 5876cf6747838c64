"""Units as data, percent, currencies and measures, each with what it is of one base unit, and how they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nkquiz.language.tokens import Token, stands

PERCENT, POINTS, TIMES = "percent", "percentage-point", "times"
# Names of measures are no words: "three areas" counts areas, and measures none.
PERIOD, LENGTH, AREA = "measure_period", "measure_length", "measure_area"
VOLUME, WEIGHT, SPEED = "measure_volume", "measure_weight", "measure_speed"
TEMPERATURE, POWER, ENERGY, DATA = "measure_temperature", "measure_power", "measure_energy", "measure_data"
# What one of each measure is: all values are kept in it.
BASES = {PERIOD: "days", LENGTH: "metres", AREA: "square metres", VOLUME: "cubic metres", WEIGHT: "kilograms"}
BASES |= {SPEED: "kilometres an hour", TEMPERATURE: "degrees Celsius", POWER: "watts", ENERGY: "watt-hours"}
BASES |= {DATA: "bytes", POINTS: "percentage points"}

_WORDS = {  # all but abbreviations may have an s as well
    PERIOD: "second=1/86400 sec=1/86400 minute=1/1440 hour=1/24 hr=1/24 day=1 week=7 fortnight=14 month=30.4375 "
    "year=365.25 yr=365.25 decade=3652.5 century=36525 centuries=36525 millennium=365250 millennia=365250",
    LENGTH: "millimeter=0.001 millimetre=0.001 mm=0.001 centimeter=0.01 centimetre=0.01 cm=0.01 meter=1 metre=1 m=1 "
    "kilometer=1000 kilometre=1000 km=1000 kilo-metre=1000 mile=1609.344 mi=1609.344 foot=0.3048 feet=0.3048 "
    "ft=0.3048 yard=0.9144 yd=0.9144 inch=0.0254 inches=0.0254",
    AREA: "acre=4046.856 hectare=10000 ha=10000 sqkm=1e6 m2=1 km2=1e6",
    VOLUME: "liter=0.001 litre=0.001 gallon=0.003785 milliliter=1e-6 millilitre=1e-6 ml=1e-6 m3=1 km3=1e9 bcm=1e9 "
    "mcm=1e6 tcm=1e12",
    WEIGHT: "milligram=1e-6 mg=1e-6 gram=0.001 gramme=0.001 kilogram=1 kilogramme=1 kilo=1 kg=1 ton=1000 tonne=1000 "
    "kiloton=1e6 kilotonne=1e6 megaton=1e9 lb=0.45359 ounce=0.02835 oz=0.02835",
    SPEED: "mph=1.609344 kph=1 kmh=1 knot=1.852",
    POWER: "watt=1 kilowatt=1e3 kw=1e3 megawatt=1e6 mw=1e6 gigawatt=1e9 gw=1e9 terawatt=1e12 horsepower=745.7 hp=745.7",
    ENERGY: "kwh=1e3 mwh=1e6 gwh=1e9 twh=1e12",
    DATA: "byte=1 kilobyte=1e3 kb=1e3 megabyte=1e6 mb=1e6 gigabyte=1e9 gb=1e9 terabyte=1e12 tb=1e12",
}


_ABBREVIATED = frozenset({"sec", "day", "hr", "yr", "km", "lb", "ton", "kg"})  # and may have an s


def _factor(text: str) -> float:
    top, _, bottom = text.partition("/")
    return float(top) / float(bottom or 1)


_MEASURES: dict[str, tuple[str, float]] = {
    word + ending: (measure, _factor(factor))
    for measure, words in _WORDS.items()
    for word, _, factor in (item.partition("=") for item in words.split())
    for ending in (("", "s") if len(word) > 3 or word in _ABBREVIATED else ("",))
}

_PLAIN = "dollar euro pound yen yuan ruble won franc rupee krone krona peso lira dirham shekel rand rial riyal dinar"
_PLAIN += " hryvnia zloty forint baht ringgit rupiah tenge real dong naira shilling crown koruna bitcoin"
CURRENCIES = {form: name for name in _PLAIN.split() for form in (name, name + "s")}
CURRENCIES |= {"rouble": "ruble", "roubles": "ruble", "buck": "dollar", "bucks": "dollar", "sterling": "pound"}
CURRENCIES |= {"renminbi": "yuan", "rmb": "yuan", "lire": "lira", "hryvna": "hryvnia", "hryvnas": "hryvnia"}
CURRENCIES |= {"hryvnya": "hryvnia", "zlotys": "zloty", "zloties": "zloty", "kroner": "krone", "kronor": "krona"}
CURRENCIES |= {"reais": "real", "deutschmark": "mark", "deutschmarks": "mark", "euro": "euro", "quid": "pound"}
MONEY = frozenset(CURRENCIES.values())
_CODES = dict(
    item.split("=")
    for item in "usd=dollar eur=euro gbp=pound jpy=yen cny=yuan rmb=yuan rub=ruble rur=ruble chf=swiss-franc inr=rupee "
    "uah=hryvnia pln=zloty sek=krona nok=krone dkk=krone czk=koruna huf=forint ils=shekel zar=rand brl=real mxn=peso "
    "krw=won aed=dirham sar=riyal thb=baht idr=rupiah kzt=tenge aud=australian-dollar cad=canadian-dollar rs=rupee "
    "nzd=new-zealand-dollar hkd=hong-kong-dollar sgd=singapore-dollar".split()
)
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₽": "ruble", "₹": "rupee", "₩": "won", "₺": "lira"}
_SIGNS |= {"₴": "hryvnia", "₪": "shekel", "₫": "dong", "฿": "baht", "₦": "naira", "₱": "peso"}
SIGNS = "".join(_SIGNS)
_BEFORE_DOLLAR = {"us": "", "u.s.": "", "a": "australian-", "au": "australian-", "c": "canadian-", "ca": "canadian-"}
_BEFORE_DOLLAR |= {"hk": "hong-kong-", "nz": "new-zealand-", "s": "singapore-", "nt": "taiwan-"}
_AT_HOME = {"us", "u.s.", "american", "british", "uk", "u.k.", "english", "indian"}  # their dollar, pound and rupee
_SHARED = frozenset("dollar pound franc peso rupee dinar rial shilling".split())  # more than one country has these
_OTHER_WORDS = frozenset("won real mark crown rand".split())  # money only where the sum or what goes with it says so
_HALVES_OF_NAMES = {("kong", "dollar"): "hong-kong-dollar", ("zealand", "dollar"): "new-zealand-dollar"}
CODES = frozenset(_CODES)
PREFIXES = frozenset(_BEFORE_DOLLAR)  # with a dollar sign
_PER = frozenset({"per", "a", "an", "/"})
_PERCENT = frozenset({"%", "percent", "pct", "percents", "percentage", "percentages"})
_HEAVY = frozenset("weigh weighs weighed weighing weight weighting".split())


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, what one of it is of the base unit, where its zero lies, and the index after it."""

    name: str
    end: int
    factor: float = 1.0
    zero: float = 0.0


def is_money(unit: str) -> bool:
    """Say whether `unit` is a currency."""
    return unit in MONEY or unit.rpartition("-")[2] in _SHARED


def is_unit_word(word: str) -> bool:
    """Say whether a word in small letters names a measure."""
    return word in _MEASURES


def is_measure(unit: str) -> bool:
    """Say whether `unit` is one that numbers can be compared in, not a noun that is counted."""
    return unit in (PERCENT, TIMES) or unit in BASES or is_money(unit)


def money_before(tokens: Sequence[Token], index: int) -> tuple[str, int] | None:
    """Return the currency of a sign or code at `index`, before its sum, and the index of the sum: "US$", "EUR"."""
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.text in _SIGNS and after and after.text[0].isdigit():
        return _prefixed(tokens, index), index + 1
    if token.text[0] in _SIGNS and len(token.text) > 1:
        return _prefixed(tokens, index), index
    if after and token.text in _CODES and after.text[0].isdigit() and (token.capital or token.text in ("usd", "rmb")):
        return _CODES[token.text], index + 1
    if after and token.text in _BEFORE_DOLLAR and after.start == token.end and after.text[0] == "$":
        return money_before(tokens, index + 1)
    return None


def _prefixed(tokens: Sequence[Token], index: int) -> str:
    sign = tokens[index].text[0]
    if sign == "$" and index and tokens[index - 1].end == tokens[index].start:
        return _BEFORE_DOLLAR.get(tokens[index - 1].text, "") + "dollar"
    return _SIGNS[sign]


def percent_at(tokens: Sequence[Token], index: int) -> Unit | None:
    """Return percent or percentage points where one stands at `index`, a hyphen before it passed over."""
    index += stands(tokens, index, "-")
    if index >= len(tokens):
        return None
    text = tokens[index].text
    end = index + 1
    if text == "per" and (
        stands(tokens, end, "cent") or (stands(tokens, end, "-") and stands(tokens, end + 1, "cent"))
    ):
        end += 1 if tokens[end].text == "cent" else 2
    elif text == "basis" and (stands(tokens, end, "points") or stands(tokens, end, "point")):
        return Unit(POINTS, end + 1, 0.01)
    elif text not in _PERCENT and not (text == "pc" and index and tokens[index - 1].end == tokens[index].start):
        return None
    after = end + stands(tokens, end, "-")
    if stands(tokens, after, "point") or stands(tokens, after, "points"):
        return Unit(POINTS, after + 1)
    return None if text.startswith("percentage") else Unit(PERCENT, end)


def unit_at(tokens: Sequence[Token], index: int, value: float = 0.0) -> Unit | None:
    """Return the currency or measure that stands at `index`; `value` is how many of it there are."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    text = token.text
    if text in _MEASURES:
        return _measure(tokens, index)
    if text in CURRENCIES or token.lemma in CURRENCIES:
        return _currency(tokens, index, CURRENCIES.get(text) or CURRENCIES[token.lemma], value)
    if text in _SIGNS:
        return Unit(_SIGNS[text], index + 1)
    if text in _CODES and token.capital and text != "rs":
        return Unit(_CODES[text], index + 1)
    if text in ("square", "sq", "cubic", "cu"):
        index += 1 + (stands(tokens, index + 1, ".") or stands(tokens, index + 1, "-"))
        side = _MEASURES.get(tokens[index].text) if index < len(tokens) else None
        power = 2 if text.startswith("sq") else 3
        if side and side[0] == LENGTH:
            return Unit(AREA if power == 2 else VOLUME, index + 1, side[1] ** power)
    if text == "nautical" and index + 1 < len(tokens) and tokens[index + 1].lemma in ("mile", "miles"):
        return Unit(LENGTH, index + 2, 1852.0)
    if text in ("degree", "degrees", "°", "°c", "°f"):
        return _degrees(tokens, index)
    return None


def _measure(tokens: Sequence[Token], index: int) -> Unit:
    name, factor = _MEASURES[tokens[index].text]
    end = index + 1
    if name == LENGTH and stands(tokens, end, "squared"):
        return Unit(AREA, end + 1, factor**2)
    if name == LENGTH and end < len(tokens) and tokens[end].text in "23" and tokens[end].start == tokens[index].end:
        return Unit(*((AREA, end + 1, factor**2) if tokens[end].text == "2" else (VOLUME, end + 1, factor**3)))
    if end + 1 < len(tokens) and (tokens[end].text in _PER or tokens[end].text == "-"):
        by = tokens[end + 1].text
        hours = 1.0 if by in ("hour", "h") else 1 / 3600 if by in ("second", "s") else 0.0
        if name == LENGTH and hours and tokens[end].text != "-":
            return Unit(SPEED, end + 2, factor / 1000 / hours)
        if name == POWER and by in ("hour", "hours") and tokens[end].text == "-":
            return Unit(ENERGY, end + 2, factor)
    if name == POWER and (stands(tokens, end, "hours") or stands(tokens, end, "hour")):
        return Unit(ENERGY, end + 1, factor)
    return Unit(name, end, factor)


def _currency(tokens: Sequence[Token], index: int, name: str, value: float) -> Unit | None:
    end = index + 1
    before = tokens[index - 1]
    adjective = before.capital and not before.text[0].isdigit()
    if name == "pound" and tokens[index].text != "sterling" and value < 1000:
        heavy = any(t.text in _HEAVY for t in tokens[max(0, index - 6) : index])
        if heavy or stands(tokens, end, "of") or stands(tokens, end, "heavy") or stands(tokens, end, "lighter"):
            return Unit(WEIGHT, end, 0.45359)
    if name in _OTHER_WORDS and tokens[index].text != name + "en" and not adjective and value < 100:
        return None
    if name == "crown" and not adjective:
        return Unit(name, index)  # it may be a thing: then it is counted, and a word of its own
    if name == "won" and end < len(tokens) and tokens[end].text in ("the", "a", "an", "their", "his", "in", "by"):
        return None
    if name == "pound" and stands(tokens, end, "sterling"):
        return Unit(name, end + 1)
    if pair := _HALVES_OF_NAMES.get((before.text, name)):
        return Unit(pair, end)
    foreign = name in _SHARED and before.text not in _AT_HOME and (adjective or before.text in ("australian", "swiss"))
    return Unit(f"{before.text}-{name}" if foreign and before.text.isalpha() else name, end)


def _degrees(tokens: Sequence[Token], index: int) -> Unit | None:
    text = tokens[index].text
    scale, end = (text[1:], index + 1) if text in ("°c", "°f") else ("", index + 1)
    if not scale and end < len(tokens) and tokens[end].text in ("celsius", "c", "centigrade", "fahrenheit", "f"):
        scale, end = tokens[end].text[0], end + 1
    if scale == "c":
        return Unit(TEMPERATURE, end)
    return Unit(TEMPERATURE, end, 5 / 9, -160 / 9) if scale == "f" else None
