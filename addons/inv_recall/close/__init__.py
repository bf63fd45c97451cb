from . import inv_recall_effectiveness
from . import inv_recall
from . import inv_recall_evidence
