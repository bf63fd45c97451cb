from . import test_dependent_demand
from . import test_order_message
from . import test_promise
from . import test_readiness
from . import test_release
from . import test_requisition
from . import test_tours
