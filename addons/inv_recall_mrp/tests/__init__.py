from . import test_hold_production
from . import test_trigger_production
