from . import session
from . import counting
from . import approval
from . import posting
from . import bridge
from . import task
