from . import inv_requisition_answer
