from . import inv_recall_lot
from . import inv_recall_link
from . import inv_recall_delivery
