from . import test_hold_production
