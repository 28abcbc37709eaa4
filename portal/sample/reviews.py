"""Reviews of the sample city: a cycle that is over, with its public summaries, and one that has just begun."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle as endless

from portal.catalogue.models import Unit
from portal.catalogue.queries import units_in
from portal.domain.periods import Period, PeriodKind
from portal.domain.reviews import Argument, Deadlines, Required
from portal.domain.workflow import Party, Predicate
from portal.publication.queries import CITY
from portal.reviews.models import Review, ReviewCycle
from portal.reviews.queries import closed_periods, cycles, evidence_of_units, review_by_address
from portal.reviews.services import (
    Actor,
    CycleFacts,
    argue,
    close_dialogue,
    open_cycle,
    reply,
    send_assessment,
    sign,
    write,
)
from portal.sample.services import DOMAIN

FINISHED = ("dukcapil", "puskesmas-remu")
"""Units with staff of their own in the sample; a few of the same kinds are reviewed beside them."""
_BESIDE = 4
_PREDICATES = (Predicate.BAIK, Predicate.BUTUH_PERBAIKAN, Predicate.BAIK, Predicate.ISTIMEWA, Predicate.KURANG)
_CAUSES: Mapping[str, tuple[str, str, str]] = {
    "persyaratan": ("Daftar syarat di loket belum sama dengan yang di situs.", "Daftar dicetak ulang.", "Satu daftar."),
    "prosedur": ("Alur melewati tiga meja.", "Papan alur dipasang di pintu masuk.", "Dua meja digabung menjadi satu."),
    "waktu": (
        "Satu dari tiga loket rusak.",
        "Loket cadangan dibuka pada hari Senin.",
        "Antrean dapat diambil lewat ponsel.",
    ),
    "biaya": (
        "Tarif hanya tertulis di dalam ruangan.",
        "Tarif ditempel di luar.",
        "Tarif dan kuitansi dalam satu lembar.",
    ),
    "produk": (
        "Berkas jadi kadang salah ketik.",
        "Berkas diperiksa dua orang.",
        "Pemohon memeriksa di layar sebelum cetak.",
    ),
    "kompetensi": (
        "Petugas baru belum dilatih.",
        "Petugas lama mendampingi.",
        "Pelatihan dua hari untuk semua petugas loket.",
    ),
    "perilaku": (
        "Loket penuh pada jam makan siang.",
        "Jadwal istirahat bergantian.",
        "Satu petugas menyambut di pintu.",
    ),
    "pengaduan": (
        "Aduan dicatat di buku yang jarang dibaca.",
        "Aduan dibaca setiap Jumat.",
        "Jawaban ditempel di papan.",
    ),
    "sarana": ("Ruang tunggu kurang kursi.", "Sepuluh kursi dipinjam.", "Kursi dan kipas dibeli tahun ini."),
}
"""Of each element: why it is weak, what was done, what is planned."""


def store_reviews(*, day: datetime.date) -> int:
    """Two cycles over the last two closed quarters; how many reviews have begun. 0 where cycles or no quarters are."""
    if cycles():
        return 0
    quarters = [period for period in closed_periods(CITY) if period.kind is PeriodKind.QUARTER][:2]
    if len(quarters) < 2:
        return 0
    units = units_in(quarters[1].year)
    begun = day - datetime.timedelta(days=75)
    past = _open(quarters[1], _some(units), begun, day=begun)
    for review, predicate in zip(_reviews(past, _some(units)), endless(_PREDICATES)):
        _finish(review, predicate, begun)
    now = _open(quarters[0], units_in(quarters[0].year), day, day=day)
    return len(_some(units)) + _begin(now, day)


def _some(units: Sequence[Unit]) -> list[Unit]:
    """The units with staff of their own, and the first few of their kinds."""
    own = [unit for unit in units if unit.slug in FINISHED]
    kinds = {unit.kind for unit in own}
    return own + [unit for unit in units if unit.kind in kinds and unit.slug not in FINISHED][:_BESIDE]


def _open(period: Period, units: Sequence[Unit], begun: datetime.date, *, day: datetime.date) -> ReviewCycle:
    days = [begun + datetime.timedelta(days=n) for n in (14, 28, 35, 49)]
    facts = CycleFacts(
        title=f"Penilaian kinerja unit {period.text}",
        period=period,
        deadlines=Deadlines(*days),
        required=[Required.VERIFIED_SCORE.value, Required.PROMISES.value],
    )
    evidence = evidence_of_units(units, period, units_in(period.year), day)
    return open_cycle(facts=facts, units=units, evidence=evidence, today=begun)


def _reviews(cycle: ReviewCycle, units: Sequence[Unit]) -> Iterator[Review]:
    return (review_by_address(cycle.id, unit.slug) for unit in units)


def _assess(review: Review, day: datetime.date) -> None:
    texts = {"overview": "Kunjungan bertambah, jumlah petugas tetap. Yang paling dirasakan warga adalah waktu tunggu."}
    for answer in review.answers:
        for field, said in zip(("cause", "done", "planned"), _CAUSES[answer.element], strict=True):
            texts[f"{answer.element}-{field}"] = said
    manager = _person("manajer", Party.MANAGER, review, day)
    send_assessment(review=review, actor=manager, texts=texts, revision=review.revision)
    asked = "Apa yang akan dirasakan warga lebih dulu, dan bagaimana mereka dapat memeriksanya?"
    write(review=review, actor=_reviewer(day), text=asked)


def _finish(review: Review, predicate: Predicate, begun: datetime.date) -> None:
    """From the self-assessment to both signatures, a week apart each."""
    day = [begun + datetime.timedelta(days=7 * step) for step in range(1, 7)]
    _assess(review, day[0])
    manager, head = _person("manajer", Party.MANAGER, review, day[1]), _person("kepala", Party.HEAD, review, day[3])
    write(review=review, actor=manager, text="Waktu tunggu; jamnya tercetak pada nomor antrean.")
    close_dialogue(review=review, actor=_reviewer(day[2]))
    reply(review=review, actor=head, text="Kami menerima penilaian ini dan menepati janji yang sudah diumumkan.")
    argue(review=review, actor=_reviewer(day[4]), argument=_argument(review, predicate), revision=review.revision)
    for signer in (_person("kepala", Party.HEAD, review, day[5]), _reviewer(day[5])):
        sign(review=review, actor=signer, remark="", revision=review.revision)


def _argument(review: Review, predicate: Predicate) -> Argument:
    name = review.unit.name
    return Argument(
        predicate=predicate.value,
        on_results=f"Bukti yang dibekukan menunjukkan di mana {name} kuat dan di mana lemah; yang lemah sudah dibahas.",
        on_behaviour="Unit menjawab dengan terbuka, menyebut sebabnya, dan berjanji dengan tenggat yang jelas.",
        on_missing="Yang tidak ada dalam bukti dibahas dalam dialog; penilai tidak menganggapnya baik atau buruk.",
        summary=f"{name} melayani dengan terbuka. Waktu tunggu dibahas; perbaikannya dapat diikuti.",
    )


def _begin(cycle: ReviewCycle, day: datetime.date) -> int:
    """One unit of the new cycle has sent its self-assessment; the others have all of it before them."""
    _assess(review_by_address(cycle.id, "puskesmas-remu"), day)
    return 1


def _person(name: str, party: Party, review: Review, day: datetime.date) -> Actor:
    return Actor(f"{name}.{review.unit.slug}@{DOMAIN}", frozenset({party}), day)


def _reviewer(day: datetime.date) -> Actor:
    return Actor(f"penilai@{DOMAIN}", frozenset({Party.REVIEWER}), day)
