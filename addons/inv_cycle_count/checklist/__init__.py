from . import inv_checklist
