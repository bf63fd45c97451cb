from . import inv_workbench_suggestion
from . import inv_workbench
