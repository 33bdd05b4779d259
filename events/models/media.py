"""Pictures: photographs of reports and forums, logos of institutions."""

from django.core.validators import FileExtensionValidator, MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.fields import InThreeLanguages, three_lines
from events.models.owned import OwnedRow
from events.models.record import Record


def picture_path(picture: "Picture", name: str) -> str:
    """A name of ours: what a person called the file never reaches an address."""
    return f"pictures/{picture.pk}.{name.rsplit('.', 1)[-1].lower()}"


class Picture(OwnedRow):
    """A photograph or a logo, described for those who can't see it. Pages show its renditions, never the file itself.

    `focus_x` and `focus_y` say where in the picture its subject is, in hundredths from the left and from the top:
    whatever a narrower shape cuts away, that stays.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("record"))
    file = models.ImageField(
        _("picture"),
        upload_to=picture_path,
        width_field="width",
        height_field="height",
        validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp"])],
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    focus_x = models.PositiveSmallIntegerField(
        _("focus from the left"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("0 is the left edge, 100 the right. Where a page cuts the picture, what is here stays in it."),
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focus from the top"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("0 is the top, 100 the foot."),
    )
    alt_en, alt_zh_hant, alt_zh_hans = three_lines(_("what it shows"), max_length=500)
    credit = models.CharField(_("credit"), max_length=300)

    alt = InThreeLanguages()

    class Meta(OwnedRow.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=~Q(alt_en="", alt_zh_hant="", alt_zh_hans=""), name="picture_has_a_text_equivalent"
            ),
            models.CheckConstraint(condition=~Q(credit=""), name="picture_has_a_credit"),
            models.CheckConstraint(condition=Q(focus_x__lte=100, focus_y__lte=100), name="picture_focus_lies_within"),
        ]

    def __str__(self) -> str:
        return str(self.alt)
