from . import test_case
from . import test_scope
from . import test_mass_balance
from . import test_close
from . import test_hold
from . import test_hold_rules
from . import test_hold_arrival
from . import test_hold_security
