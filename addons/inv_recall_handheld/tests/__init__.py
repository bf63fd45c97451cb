from . import test_scan_held
from . import test_tours
