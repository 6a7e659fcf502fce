"""Fills a stopped Samba domain: python3 seed.py SMB_CONF STUDENTS. Straight into its database, because samba-tool takes
half a second for each account. All people are invented; national codes begin with 999, mobiles with 0999 000 00."""
import sys

import ldb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

lp = LoadParm()
lp.load(sys.argv[1])
students = int(sys.argv[2])
db = SamDB(lp=lp, session_info=system_session())
base = str(db.domain_dn())
PASSWORD = 'Daneshgah-1404!'
LONG_AGO = '125911584000000000'  # 1 January 2000 as an AD time


def ou(path):
    db.add({'dn': 'OU=%s,%s' % (path, base), 'objectClass': 'organizationalUnit'})


def user(sam, name, place='Staff', password=PASSWORD, uac=512, **extra):
    dn = 'CN=%s,OU=%s,OU=Daneshgah,%s' % (name, place, base)
    record = dict(dn=dn, objectClass='user', sAMAccountName=sam, userPrincipalName=sam + '@uni.test',
                  displayName=name, mail=sam + '@mail.uni.test', userAccountControl=str(uac), **extra)
    if password:
        record['unicodePwd'] = ('"%s"' % password).encode('utf-16-le')
    db.add(record)
    return dn


def group(sam, members=()):
    dn = 'CN=%s,OU=Groups,OU=Daneshgah,%s' % (sam, base)
    record = dict(dn=dn, objectClass='group', sAMAccountName=sam, groupType='-2147483646')
    if members:
        record['member'] = list(members)
    db.add(record)
    return dn


def put(dn, attribute, value, where=db):
    message = ldb.Message(ldb.Dn(where, dn))
    message[attribute] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, attribute)
    where.modify(message)


db.transaction_start()
for place in ['Daneshgah', 'Staff,OU=Daneshgah', 'Students,OU=Daneshgah', 'Archive,OU=Daneshgah',
              'Groups,OU=Daneshgah', 'Service,OU=Daneshgah']:
    ou(place)

# The sub-codes of a refused bind.
ali = user('a.rezaei', 'علی رضایی', givenName='علی', sn='رضایی', department='nursing', mobile='0999 000 0042',
           employeeID='9990000018')
maryam = user('m.hosseini', 'مریم حسینی\u200cنژاد', givenName='مریم', sn='حسینی\u200cنژاد')
user('disabled', 'کاربر غیرفعال', uac=514)  # 533
expired = user('pwexpired', 'گذرواژه منقضی')  # 532, see the end
user('locked', 'کاربر قفل')  # 775 after four wrong passwords
put(user('mustchange', 'تغییر اجباری'), 'pwdLastSet', '0')  # 773
put(user('acctexpired', 'حساب منقضی'), 'accountExpires', LONG_AGO)  # 701
put(user('badhours', 'خارج از ساعت'), 'logonHours', b'\0' * 21)  # 530
user('badworkstation', 'ایستگاه دیگر', userWorkstations='SOMEPC')  # 531
user('svc-desk', 'svc-desk', place='Service', password='Svc-Desk-1404!', uac=0x10200,
     servicePrincipalName='HTTP/desk.uni.test')

# One for each wrong password of a measurement, so that none is locked.
for i in range(20):
    user('t.user%02d' % i, 'کاربر سنجش %02d' % i)

# Offices: heads in a group that is in a group.
heads = group('desk-education-nursing-heads', [ali])
group('desk-education-nursing-experts', [maryam])
inner = group('it-network', [heads, maryam])
group('it-everyone', [inner])
group('desk-administrators', [user('s.admin', 'سعید مدیری')])

group('all-students', [
    user('st%05d' % i, 'دانشجو %05d' % i, place='Students', password=None, uac=544, department='medicine',
         employeeNumber='4%08d' % i)
    for i in range(students)])
put(base, 'lockoutThreshold', '4')  # Samba's default is 0: never lock
db.transaction_commit()

# AD's own modules take only 0 or -1 for pwdLastSet, so an old one is written below them, in the partition's file.
put(expired, 'pwdLastSet', LONG_AGO, ldb.Ldb(lp.get('private dir') + '/sam.ldb.d/DC=UNI,DC=TEST.ldb'))
