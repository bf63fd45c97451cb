from . import inv_recall
from . import inv_recall_scope
from . import mrp_production
