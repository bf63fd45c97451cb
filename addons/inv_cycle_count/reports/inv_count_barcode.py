import base64

from reportlab.graphics.barcode import createBarcodeDrawing
from reportlab.graphics.renderSVG import drawToString

from odoo import api, models

# EAN codes have bars of their own; everything else is printed as Code 128.
EAN_LENGTHS = {8: "EAN8", 13: "EAN13"}
WEIGHTS = (3, 1)


class InvCountBarcode(models.AbstractModel):
    """Draw barcodes as vectors: sharp on every printer, no raster library needed."""

    _name = "inv.count.barcode"
    _description = "Barcode Drawing"

    @api.model
    def _get_image(self, value, kind="auto", width=240, height=60):
        """Return a data URI of the barcode, an empty text without a code."""
        if not value:
            return ""
        try:
            drawing = self._draw(self._get_type(value, kind), value, width, height)
        except (ValueError, AttributeError):
            # The code has characters that bars cannot show.
            drawing = self._draw("QR", value, height, height)
        svg = drawToString(drawing)
        data = svg.encode() if isinstance(svg, str) else svg
        return f"data:image/svg+xml;base64,{base64.b64encode(data).decode()}"

    def _draw(self, kind, value, width, height):
        options = {} if kind == "QR" else {"humanReadable": False, "quiet": True}
        return createBarcodeDrawing(
            kind, value=value, width=width, height=height, **options
        )

    def _get_type(self, value, kind):
        if kind != "auto":
            return kind
        if value.isdigit() and self._is_ean(value):
            return EAN_LENGTHS[len(value)]
        return "Code128"

    def _is_ean(self, value):
        """Return whether the last digit is the check digit of an EAN code."""
        if len(value) not in EAN_LENGTHS:
            return False
        digits = [int(digit) for digit in value[-2::-1]]
        total = sum(
            digit * WEIGHTS[position % 2] for position, digit in enumerate(digits)
        )
        return (10 - total % 10) % 10 == int(value[-1])
