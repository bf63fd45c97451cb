from . import inv_recall_remark
from . import inv_recall_close_wizard
