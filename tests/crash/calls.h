/* System calls of our own, which the filter of powercut.c lets through, and what it takes to read
 * those of the program; for each processor. */
#include <linux/audit.h>
#include <sys/syscall.h>

/* The filter knows them by the address that follows their one instruction. */
long powercut_call(long number, long a, long b, long c, long d, long e, long f);
extern const char powercut_after[];

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
__asm__(".text\n.globl powercut_call\n.hidden powercut_call\n"
        ".globl powercut_after\n.hidden powercut_after\n"
        ".type powercut_call,@function\n"
        "powercut_call:\n"
        "mov %rdi,%rax\nmov %rsi,%rdi\nmov %rdx,%rsi\nmov %rcx,%rdx\n"
        "mov %r8,%r10\nmov %r9,%r8\nmov 8(%rsp),%r9\n"
        "syscall\npowercut_after:\nret\n");
#define NUMBER(context) ((long)(context)->uc_mcontext.gregs[REG_RAX])
#define RESULT(context) (context)->uc_mcontext.gregs[REG_RAX]
#define ARGUMENTS(context)                                                                         \
    {(long)(context)->uc_mcontext.gregs[REG_RDI], (long)(context)->uc_mcontext.gregs[REG_RSI],     \
     (long)(context)->uc_mcontext.gregs[REG_RDX], (long)(context)->uc_mcontext.gregs[REG_R10],     \
     (long)(context)->uc_mcontext.gregs[REG_R8], (long)(context)->uc_mcontext.gregs[REG_R9]}
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
__asm__(".text\n.globl powercut_call\n.hidden powercut_call\n"
        ".globl powercut_after\n.hidden powercut_after\n"
        ".type powercut_call,%function\n"
        "powercut_call:\n"
        "mov x8,x0\nmov x0,x1\nmov x1,x2\nmov x2,x3\nmov x3,x4\nmov x4,x5\nmov x5,x6\n"
        "svc #0\npowercut_after:\nret\n");
#define NUMBER(context) ((long)(context)->uc_mcontext.regs[8])
#define RESULT(context) (context)->uc_mcontext.regs[0]
#define ARGUMENTS(context)                                                                         \
    {(long)(context)->uc_mcontext.regs[0], (long)(context)->uc_mcontext.regs[1],                   \
     (long)(context)->uc_mcontext.regs[2], (long)(context)->uc_mcontext.regs[3],                   \
     (long)(context)->uc_mcontext.regs[4], (long)(context)->uc_mcontext.regs[5]}
#else
#error "powercut knows x86-64 and AArch64"
#endif

#define CALL6(n, a, b, c, d, e, f, ...)                                                            \
    powercut_call(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define CALL(...) CALL6(__VA_ARGS__, 0, 0, 0, 0, 0, 0)
