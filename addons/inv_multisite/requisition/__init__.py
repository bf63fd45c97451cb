from . import inv_transfer_offer
from . import inv_requisition_log
from . import inv_requisition
from . import inv_requisition_line_detail
