from . import inv_recall
from . import inv_recall_toggle
from . import inv_recall_event
