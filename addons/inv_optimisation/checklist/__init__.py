from . import inv_checklist_mark
from . import inv_checklist
from . import inv_checklist_company
from . import inv_checklist_data
from . import inv_checklist_ordering
