from . import mrp_production
from . import stock_rule
from . import inv_requisition
from . import inv_requisition_line
from . import inv_requisition_ordering
