"""What the form, and every page that counts respondents, call the attributes of a respondent."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _


def respondent_words() -> Mapping[str, Mapping[str, str]]:
    """Words for the codes of each attribute; those of "" name the attribute itself."""
    return {
        "sex": {"": _("Jenis kelamin"), "L": _("Laki-laki"), "P": _("Perempuan")},
        "age_band": {
            "": _("Umur"),
            "lt18": _("di bawah 18 tahun"),
            "18_25": _("18–25 tahun"),
            "26_35": _("26–35 tahun"),
            "36_45": _("36–45 tahun"),
            "46_55": _("46–55 tahun"),
            "56_65": _("56–65 tahun"),
            "gt65": _("di atas 65 tahun"),
        },
        "education": {
            "": _("Pendidikan terakhir"),
            "none": _("Tidak bersekolah"),
            "sd": _("SD"),
            "smp": _("SMP"),
            "sma": _("SMA atau SMK"),
            "d1_d3": _("D1–D3"),
            "d4_s1": _("D4 atau S1"),
            "s2": _("S2"),
            "s3": _("S3"),
        },
        "occupation": {
            "": _("Pekerjaan"),
            "asn": _("ASN (PNS atau PPPK)"),
            "tni": _("TNI"),
            "polri": _("Polri"),
            "swasta": _("Karyawan swasta"),
            "wirausaha": _("Wirausaha"),
            "petani_nelayan": _("Petani atau nelayan"),
            "pelajar": _("Pelajar atau mahasiswa"),
            "rumah_tangga": _("Mengurus rumah tangga"),
            "lainnya": _("Lainnya"),
        },
    }
