import importlib,os,subprocess,sys,time,collections
B=importlib.import_module("bench.import")
from bench.pages import own_database
CODE='''
import django,time,sys,collections
django.setup()
import kmtp.celery
from django.db import connection
from bench import importing as I
council,by=I.prepare()
work=I.ours(20000,council,by)
T=collections.Counter(); N=collections.Counter()
def w(execute,sql,params,many,context):
    s=time.perf_counter()
    try: return execute(sql,params,many,context)
    finally:
        k=" ".join(str(sql).split())[:110]; T[k]+=time.perf_counter()-s; N[k]+=1
from educators.actions.imports import statements as S
oc=S.copy_into
def cp(t,c,l):
    s=time.perf_counter(); oc(t,c,l); T["COPY"]+=time.perf_counter()-s; N["COPY"]+=1
import educators.actions.imports.checking as C
C.statements.copy_into=cp
s=time.perf_counter(); p=time.process_time()
with connection.execute_wrapper(w): work()
e=time.perf_counter()-s
print(f"total {e:.3f} python cpu {time.process_time()-p:.3f} sql {sum(T.values()):.3f}")
for k,v in T.most_common(16): print(f"{v:.3f} {N[k]:4} {k}")
'''
with own_database() as t:
    B.run(t,"migrate")
    for _ in range(int(sys.argv[1])):
        with B.copy_of(t) as url:
            env=os.environ|{"DATABASE_URL":url,"DJANGO_SETTINGS_MODULE":"kmtp.settings","DEMO":"off"}
            print(subprocess.run([sys.executable,"-c",CODE],env=env,stdout=subprocess.PIPE,text=True,check=True).stdout)
