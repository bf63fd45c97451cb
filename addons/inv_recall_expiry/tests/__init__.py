from . import test_expiring_stock
from . import test_expiry_notice
