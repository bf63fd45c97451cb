from . import inv_recall_disposition
from . import inv_recall_document
from . import inv_recall
