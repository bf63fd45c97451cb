from . import test_usable_stock
