from . import test_case
from . import test_scope
from . import test_mass_balance
from . import test_close
