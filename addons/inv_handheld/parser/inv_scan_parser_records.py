from odoo import api, models
from odoo.fields import Domain

#: Packages and lots have no barcode of their own: their name is what is printed.
MOST_CHOICES = 40


class InvScanParserRecords(models.AbstractModel):
    """Finds the records that the decoded codes name: one query a model."""

    _inherit = "inv.scan.parser"

    # ------------------------------------------------------------------
    # Keys
    # ------------------------------------------------------------------

    @api.model
    def _get_plain(self, reading):
        """Return the code itself, unless it is an element string or an EPC."""
        if reading["is_coded"] or reading["kind"] == "command":
            return []
        return [reading["code"]] if reading["code"] else []

    @api.model
    def _get_names(self, reading):
        """Return what may be the name of a lot or a package, best first."""
        names = [reading["lot_name"]] if reading["lot_name"] else []
        names += reading.get("asset_names", [])
        names += self._get_plain(reading)
        if reading["epc"]:
            # A serial may be kept as the memory of its tag, in either case.
            code = reading["code"]
            names += [code, code.upper(), code.lower(), reading["epc"]]
        return [name for name in names if name]

    @api.model
    def _get_item_codes(self, reading):
        if reading["gtin"]:
            return self._get_gtin_variants(reading["gtin"])
        return [
            variant
            for code in self._get_plain(reading)
            for variant in self._get_gtin_variants(code)
        ]

    @api.model
    def _find(self, model, domain):
        """Return the records of ``model`` that the user may use in this company."""
        records = self.env[model].with_context(skip_preprocess_gs1=True)
        company = records._check_company_domain(self.env.company)
        if "company_id" not in records._fields:
            company = Domain.TRUE
        return records.search(Domain(domain) & Domain(company)).with_env(self.env)

    # ------------------------------------------------------------------
    # Resolvers
    # ------------------------------------------------------------------

    @api.model
    def _resolve_products(self, readings):
        codes = {code for row in readings for code in self._get_item_codes(row)}
        plain = {code for row in readings for code in self._get_plain(row)}
        if not codes | plain:
            return
        wanted = list(codes | plain)
        products = self._find(
            "product.product",
            Domain("barcode", "in", wanted) | Domain("default_code", "in", wanted),
        )
        packagings = self._find("product.uom", [("barcode", "in", wanted)])
        by_barcode = {product.barcode: product for product in products}
        by_packaging = {packaging.barcode: packaging for packaging in packagings}
        by_reference = {
            product.default_code: product for product in reversed(products.sorted("id"))
        }
        for reading in readings:
            codes = self._get_item_codes(reading)
            self._set_product(reading, codes, by_barcode, by_packaging)
            for code in self._get_plain(reading):
                if not reading["product"] and code in by_reference:
                    reading["product"] = by_reference[code]

    @api.model
    def _set_product(self, reading, codes, by_barcode, by_packaging):
        for code in codes:
            if code in by_barcode:
                reading["product"] = by_barcode[code]
                return
            # A packaging of an archived or foreign item names nothing here.
            packaging = by_packaging.get(code)
            if packaging and packaging.product_id._filtered_access("read"):
                reading.update(packaging=packaging, product=packaging.product_id)
                return

    @api.model
    def _resolve_locations(self, readings):
        codes = {code for row in readings for code in row["place_codes"]}
        plain = {code for row in readings for code in self._get_plain(row)}
        if not codes | plain:
            return
        locations = self._find(
            "stock.location",
            Domain("barcode", "in", list(codes | plain))
            | Domain("complete_name", "in", list(plain))
            | Domain("name", "in", list(plain)),
        )
        by_barcode = {place.barcode: place for place in locations if place.barcode}
        by_path = {place.complete_name: place for place in locations}
        by_name = locations.grouped("name")
        for reading in readings:
            for code in [*reading["place_codes"], *self._get_plain(reading)]:
                named = by_name.get(code, locations.browse())
                # A name alone is enough where only one place bears it.
                found = by_barcode.get(code) or by_path.get(code)
                if not found and len(named) == 1 and not reading["is_coded"]:
                    found = named
                if found and not reading["location"]:
                    reading["location"] = found

    @api.model
    def _resolve_warehouses(self, readings):
        """Find places by the GLN of their warehouse's address, where GLNs are kept."""
        open_rows = [row for row in readings if row["gln"] and not row["location"]]
        if not open_rows or "global_location_number" not in (
            self.env["res.partner"]._fields
        ):
            return
        glns = list({row["gln"] for row in open_rows})
        field = "partner_id.global_location_number"
        warehouses = self._find("stock.warehouse", [(field, "in", glns)])
        by_gln = {
            warehouse.partner_id.global_location_number: warehouse.lot_stock_id
            for warehouse in warehouses
        }
        for reading in open_rows:
            reading["location"] = by_gln.get(reading["gln"], reading["location"])

    @api.model
    def _resolve_packages(self, readings):
        names = {row["package_name"] for row in readings if row["package_name"]}
        plain = {
            name
            for row in readings
            if not (row["product"] or row["location"])
            for name in self._get_names(row)
        }
        if not names | plain:
            return
        packages = self._find("stock.package", [("name", "in", list(names | plain))])
        by_name = {package.name: package for package in packages}
        for reading in readings:
            wanted = [reading["package_name"]]
            if not (reading["product"] or reading["location"]):
                wanted += self._get_names(reading)
            for name in wanted:
                if name in by_name and not reading["package"]:
                    reading["package"] = by_name[name]

    @api.model
    def _resolve_lots(self, readings):
        open_rows = [row for row in readings if self._may_be_lot(row)]
        names = {name for row in open_rows for name in self._get_names(row)}
        if not names:
            return
        lots = self._find("stock.lot", [("name", "in", list(names))])
        by_name = lots.grouped("name")
        for reading in open_rows:
            self._set_lot(reading, by_name)

    @api.model
    def _may_be_lot(self, reading):
        if reading["kind"] == "command" or reading["location"] or reading["package"]:
            return False
        return bool(reading["lot_name"] or not reading["product"])

    @api.model
    def _set_lot(self, reading, by_name):
        for name in self._get_names(reading):
            lots = by_name.get(name, self.env["stock.lot"])
            if reading["product"]:
                lots = lots.filtered(
                    lambda lot, product=reading["product"]: lot.product_id == product
                )
            if len(lots) == 1:
                reading.update(lot=lots, lots=lots, product=lots.product_id)
                return
            if lots and not reading["lots"]:
                reading["lots"] = lots[:MOST_CHOICES]

    @api.model
    def _get_document_models(self):
        """Return {model: field with what is printed on the paper}, best first.

        Override to add documents. A model that the user may not read is left out.
        """
        models_by_name = {"stock.picking": "name"}
        if "mrp.production" in self.env:
            models_by_name["mrp.production"] = "name"
        return models_by_name

    @api.model
    def _resolve_documents(self, readings):
        open_rows = [row for row in readings if not self._is_found(row)]
        codes = {code for row in open_rows for code in self._get_plain(row)}
        if not codes:
            return
        found = {}
        for model, field in self._get_document_models().items():
            if self.env[model].has_access("read"):
                for record in self._find(model, [(field, "in", list(codes))]):
                    found.setdefault(record[field], record)
        for reading in open_rows:
            for code in self._get_plain(reading):
                record = found.get(code)
                if record is not None:
                    reading["document"] = {
                        "model": record._name,
                        "id": record.id,
                        "name": record.display_name,
                    }

    @api.model
    def _is_found(self, reading):
        keys = ("product", "lots", "location", "package", "command")
        return any(reading[key] for key in keys)
