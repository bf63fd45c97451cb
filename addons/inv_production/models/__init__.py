from . import mrp_production
from . import stock_rule
from . import inv_requisition
from . import inv_requisition_line
from . import inv_requisition_ordering
from . import inv_order_message
from . import inv_order_message_finder
from . import inv_provider_open_order
