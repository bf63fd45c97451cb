import base64
import io

from PIL import Image

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import GTIN, ScanCase


def make_picture(kind="PNG"):
    """Return the bytes of a small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(stream, kind)
    return stream.getvalue()


@tagged("post_install", "-at_install")
class TestPhoto(ScanCase):
    def setUp(self):
        super().setUp()
        (self.answer,) = self.submit(self.event(1, GTIN))
        self.key = "11111111-0000-4000-8000-000000000001"

    def attach(self, content, key=None, user=None):
        station = self.as_user("inv.scan.station", user)
        return station._attach_photo(self.answer["uuid"], key or self.key, content)

    def test_photo_is_kept_once_with_its_event(self):
        first = self.attach(make_picture())
        self.assertEqual(self.attach(make_picture()), first)
        attachment = self.env["ir.attachment"].browse(first)
        event = self.env["inv.scan.event"].browse(attachment.res_id)
        self.assertEqual(event.uuid, self.answer["uuid"])
        self.assertEqual(base64.b64decode(attachment.datas), make_picture())
        self.attach(make_picture("JPEG"), self.key.replace("1", "2"))
        self.assertEqual(event.photo_count, 2)

    def test_other_files_are_refused(self):
        for content in (b"", b"<svg onload='x'/>", b"%PDF-1.4", b"<html></html>"):
            with self.assertRaises(UserError):
                self.attach(content)

    def test_large_photos_are_refused_with_the_limit(self):
        with self.assertRaisesRegex(UserError, "8 MB"):
            self.attach(make_picture() + b"0" * 8_000_000)

    def test_photo_before_its_event_waits(self):
        self.answer = {"uuid": "22222222-0000-4000-8000-000000000001"}
        with self.assertRaisesRegex(UserError, "not arrived"):
            self.attach(make_picture())

    def test_somebody_elses_event_takes_no_photo(self):
        colleague = self.new_user("colleague", "stock.group_stock_user")
        with self.assertRaises(UserError):
            self.attach(make_picture(), user=colleague)
