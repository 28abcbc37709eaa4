"""The nine elements of PermenPAN-RB 14/2017 in the official words of its annex form; the English is ours.

DOMAIN.md 1.1: wording may be adapted to a service in a new version, the codes may not.
"""

from __future__ import annotations

from portal.domain.questionnaire import Localized, Question, Questionnaire
from portal.domain.rules import PERMENPANRB_14_2017

SKM = Questionnaire(
    code="skm",
    version=1,
    rule=PERMENPANRB_14_2017.name,
    title=Localized("Survei Kepuasan Masyarakat", "Public satisfaction survey"),
    questions=(
        Question(
            code="persyaratan",
            name=Localized("Persyaratan", "Requirements"),
            text=Localized(
                "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?",
                "How well do the requirements (papers and conditions) suit the kind of service?",
            ),
            choices=(
                Localized("Tidak sesuai", "Not suitable"),
                Localized("Kurang sesuai", "Less suitable"),
                Localized("Sesuai", "Suitable"),
                Localized("Sangat sesuai", "Very suitable"),
            ),
        ),
        Question(
            code="prosedur",
            name=Localized("Sistem, Mekanisme, dan Prosedur", "System, mechanism and procedure"),
            text=Localized(
                "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
                "How easy do you find the procedure of the service at this unit?",
            ),
            choices=(
                Localized("Tidak mudah", "Not easy"),
                Localized("Kurang mudah", "Less easy"),
                Localized("Mudah", "Easy"),
                Localized("Sangat mudah", "Very easy"),
            ),
        ),
        Question(
            code="waktu",
            name=Localized("Waktu Penyelesaian", "Time to complete"),
            text=Localized(
                "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
                "How quickly was the service given?",
            ),
            choices=(
                Localized("Tidak cepat", "Not quickly"),
                Localized("Kurang cepat", "Less quickly"),
                Localized("Cepat", "Quickly"),
                Localized("Sangat cepat", "Very quickly"),
            ),
        ),
        Question(
            code="biaya",
            name=Localized("Biaya/Tarif", "Cost or fee"),
            text=Localized(
                "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
                "How reasonable is the cost or fee of the service?",
            ),
            choices=(
                Localized("Sangat mahal", "Very expensive"),
                Localized("Cukup mahal", "Rather expensive"),
                Localized("Murah", "Cheap"),
                Localized("Gratis", "Free of charge"),
            ),
        ),
        Question(
            code="produk",
            name=Localized("Produk Spesifikasi Jenis Pelayanan", "Product of the service"),
            text=Localized(
                "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum dalam standar "
                "pelayanan dengan hasil yang diberikan?",
                "How well does the result you were given match what the service standard promises?",
            ),
            choices=(
                Localized("Tidak sesuai", "Does not match"),
                Localized("Kurang sesuai", "Matches less well"),
                Localized("Sesuai", "Matches"),
                Localized("Sangat sesuai", "Matches very well"),
            ),
        ),
        Question(
            code="kompetensi",
            name=Localized("Kompetensi Pelaksana", "Competence of staff"),
            text=Localized(
                "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
                "How competent and able are the staff who give the service?",
            ),
            choices=(
                Localized("Tidak kompeten", "Not competent"),
                Localized("Kurang kompeten", "Less competent"),
                Localized("Kompeten", "Competent"),
                Localized("Sangat kompeten", "Very competent"),
            ),
            about_staff=True,
        ),
        Question(
            code="perilaku",
            name=Localized("Perilaku Pelaksana", "Conduct of staff"),
            text=Localized(
                "Bagaimana pendapat Saudara tentang perilaku petugas dalam pelayanan terkait kesopanan dan keramahan?",
                "How polite and friendly are the staff who give the service?",
            ),
            choices=(
                Localized("Tidak sopan dan ramah", "Not polite and friendly"),
                Localized("Kurang sopan dan ramah", "Less polite and friendly"),
                Localized("Sopan dan ramah", "Polite and friendly"),
                Localized("Sangat sopan dan ramah", "Very polite and friendly"),
            ),
            about_staff=True,
        ),
        Question(
            code="pengaduan",
            name=Localized(
                "Penanganan Pengaduan, Saran dan Masukan", "Handling of complaints, suggestions and feedback"
            ),
            text=Localized(
                "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
                "How are complaints from users of the service handled?",
            ),
            choices=(
                Localized("Tidak ada", "There is no handling"),
                Localized("Ada tetapi tidak berfungsi", "There is, but it does not work"),
                Localized("Berfungsi kurang maksimal", "Works, but not fully"),
                Localized("Dikelola dengan baik", "Well managed"),
            ),
        ),
        Question(
            code="sarana",
            name=Localized("Sarana dan Prasarana", "Facilities"),
            text=Localized(
                "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
                "How good are the facilities?",
            ),
            choices=(
                Localized("Buruk", "Bad"),
                Localized("Cukup", "Fair"),
                Localized("Baik", "Good"),
                Localized("Sangat baik", "Very good"),
            ),
        ),
    ),
)
