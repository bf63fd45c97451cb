from . import test_requisition
from . import test_order_message
